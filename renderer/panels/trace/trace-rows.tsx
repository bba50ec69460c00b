import { useMemo, useState } from 'react';
import { shortHash } from '../../../engine/base/hash.ts';
import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { JsonView } from '../run-details/json-view.tsx';
import { ChainLine } from './chain-line.tsx';
import { traceLines, type TraceLine } from './trace-line.ts';
import styles from './trace-rows.module.css';

const SHOWN = 100;

/** Trace rows as they were written, one a line; each opens to its columns and data, and to whether it stands in the chain. `trace` are all rows of the run. */
export function TraceRows({ rows, trace }: { rows: readonly TraceRow[]; trace: readonly TraceRow[] }) {
  const [shown, setShown] = useState(SHOWN);
  const lines = traceLines(rows);
  return (
    <>
      <ol className={styles.rows}>
        {lines.slice(0, shown).map(line => (
          <Line key={line.seq} line={line} trace={trace} />
        ))}
      </ol>
      {lines.length > shown && (
        <button type="button" className={styles.more} onClick={() => setShown(shown + SHOWN * 5)}>
          Show more rows
        </button>
      )}
    </>
  );
}

function Line({ line, trace }: { line: TraceLine; trace: readonly TraceRow[] }) {
  const [open, setOpen] = useState(false);
  const own = useMemo(() => [line.row], [line.row]);
  return (
    <li className={styles.row}>
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={styles.seq}>{line.seq}</span>
        <span className={styles.words}>{line.words}</span>
        <span className={styles.kind}>{line.kind}</span>
      </button>
      {open && (
        <div className={styles.data}>
          <ChainLine rows={own} trace={trace} />
          <JsonView value={shownRow(line.row)} />
        </div>
      )}
    </li>
  );
}

/** A row's columns that say something, then its data. */
function shownRow({ data, ...columns }: TraceRow): Json {
  const {
    orgId: _org,
    runId: _run,
    flowId: _flow,
    versionHash,
    rowHash,
    prevHash,
    contextHash,
    atUs,
    seq: _seq,
    kind: _kind,
    ...rest
  } = columns;
  const said = Object.entries(rest).filter(([, value]) => value !== null);
  const hashes = Object.entries({ version: versionHash, context: contextHash, previous: prevHash, row: rowHash }).flatMap(([name, hash]) =>
    hash === null ? [] : [[name, shortHash(hash)] as const],
  );
  const record = { at: formatInstant(atUs), ...Object.fromEntries(said), hashes: Object.fromEntries(hashes), ...dataOf(data) };
  return JSON.parse(JSON.stringify(record)) as Json; // true: a trace row was JSON before it was parsed
}

const dataOf = (data: object): object => (isJsonObject(data) && Object.keys(data).length === 0 ? {} : { data });
