import type { Database } from 'better-sqlite3';
import { columnName } from '../../base/column-name.ts';
import type { OrgId, RunId } from '../../base/ids.ts';
import { ledgerHash } from '../../ledger/ledger-hash.ts';
import { LedgerRow } from '../../ledger/ledger-row.ts';
import { STORED_FIELDS, storedRunId, type StoredRow } from '../../trace/stored-row.ts';
import type { StoredConsumption, StoredDispatch, StoredFacts, StoredRun, StoredWait } from '../../verify/stored-facts.ts';
import { ledgerRowFrom } from './ledger-rows.ts';
import { linkedMemory, memoryColumns, type MemoryCells } from './memory-rows.ts';
import { runLine, RUN_LINE_FIELDS } from './run-line.ts';
import { selectList } from './columns.ts';
import { answerRead } from './storage-error.ts';
import { storedValues } from './stored-values.ts';

const OF_RUNS = 'WHERE org_id = ? AND run_id > ? AND run_id <= ? ORDER BY run_id';

const SQL = {
  // The last run of a page. Runs whose line was taken away and whose rows are left fall between two that are there, or after the last.
  pageEnd:
    'SELECT count(*) AS lines, max(run_id) AS "end" FROM (SELECT run_id FROM atelier_runs WHERE org_id = ? AND run_id > ? ORDER BY run_id LIMIT ?)',
  lines: `SELECT ${selectList(RUN_LINE_FIELDS)} FROM atelier_runs ${OF_RUNS}`,
  rows: `SELECT ${STORED_FIELDS.map(columnName).join(', ')} FROM atelier_traces ${OF_RUNS}, seq`,
  waits: `SELECT run_id AS "runId", wait_id AS "waitId", step_id AS "stepId", visit, subject, deadline_at_us AS "deadlineAtUs", closed_how AS "closedHow"
    FROM atelier_waits ${OF_RUNS}`,
  consumed: `SELECT run_id AS "runId", product, (SELECT envelope FROM atelier_event_inbox AS inbox WHERE inbox.org_id = taken.org_id
      AND inbox.product = taken.product AND inbox.idempotency_key = taken.idempotency_key) AS envelope
    FROM atelier_event_consumptions AS taken ${OF_RUNS}`,
  dispatched: `SELECT run_id AS "runId", event_id AS "eventId", envelope, status, told FROM atelier_event_outbox ${OF_RUNS}`,
  remembered: `SELECT run_id AS "runId", trace_seq AS "traceSeq", scope, topic, text FROM atelier_memories ${OF_RUNS}, number`,
  memories: `SELECT ${memoryColumns('kept')} FROM atelier_memories AS kept WHERE org_id = ? ORDER BY number`,
  ledger: `SELECT ${selectList([...Object.keys(LedgerRow.shape), 'flowId', 'versionNo'])} FROM atelier_ledger ${OF_RUNS}, trace_seq`,
} as const;

/** Sorts after every text: the last of all characters. */
const LAST = '\u{10ffff}';

interface OfRun {
  readonly runId: string;
}

export function openStoredFacts(database: Database): StoredFacts {
  const pageEnd = database.prepare<[string, string, number], { lines: number; end: string | null }>(SQL.pageEnd);
  const lines = database.prepare<string[], OfRun & Record<string, unknown>>(SQL.lines);
  const rows = database.prepare<string[], unknown[]>(SQL.rows).raw();
  const waits = database.prepare<string[], OfRun & StoredWait>(SQL.waits);
  const consumed = database.prepare<string[], OfRun & StoredConsumption>(SQL.consumed);
  const dispatched = database.prepare<string[], OfRun & StoredDispatch>(SQL.dispatched);
  const remembered = database.prepare<string[], OfRun & StoredRun['remembered'][number]>(SQL.remembered);
  const memories = database.prepare<[string], MemoryCells>(SQL.memories);
  const ledger = database.prepare<string[], OfRun & LedgerCells>(SQL.ledger);

  const between = (orgId: OrgId, after: string, upTo: string): StoredRun[] => {
    const found = new Map<string, Gathered>();
    const of = (runId: string): Gathered => {
      const known = found.get(runId);
      if (known !== undefined) return known;
      const fresh: Gathered = {
        runId: runId as RunId,
        rows: [],
        line: null,
        waits: [],
        consumed: [],
        dispatched: [],
        ledger: [],
        remembered: [],
      }; // true: only used as the name it is
      found.set(runId, fresh);
      return fresh;
    };
    const range = [orgId, after, upTo];
    for (const line of lines.iterate(...range)) of(line.runId).line = line;
    let current: Gathered | null = null;
    for (const row of rows.all(...range)) {
      const runId = storedRunId(row);
      if (current?.runId !== runId) current = of(runId);
      current.rows.push(row);
    }
    for (const wait of waits.iterate(...range)) of(wait.runId).waits.push(wait);
    for (const taken of consumed.iterate(...range)) of(taken.runId).consumed.push(taken);
    for (const sent of dispatched.iterate(...range)) of(sent.runId).dispatched.push(sent);
    for (const cells of ledger.iterate(...range)) of(cells.runId).ledger.push(ledgerFact(cells));
    for (const { runId, ...word } of remembered.iterate(...range)) of(runId).remembered.push(word);
    return [...found.values()].toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
  };

  // In one transaction: an owner who commits between two of these reads would make its own run look forged.
  const atOnce = database.transaction(between);
  return {
    runs: (orgId, afterRunId, limit) =>
      answerRead(() => {
        const page = pageEnd.get(orgId, afterRunId, limit);
        return atOnce(orgId, afterRunId, page?.lines === limit ? (page.end ?? LAST) : LAST);
      }),
    // `>` the id without its last letter would take in others: so from just before it, and the one picked out.
    run: (orgId, runId) => answerRead(() => atOnce(orgId, justBefore(runId), runId).find(run => run.runId === runId) ?? null),
    lineOf: run => runLine(run),
    memories: orgId => memories.all(orgId).map(cells => ({ number: cells.number, rowHash: cells.row_hash, linked: linkedMemory(cells) })),
    values: (orgId, only) => storedValues(database, orgId, only),
  };
}

/** The greatest text that no run id equals and that sorts before this one. */
const justBefore = (runId: string): string => `${runId.slice(0, -1)}${String.fromCharCode(runId.charCodeAt(runId.length - 1) - 1)}\uffff`;

interface Gathered {
  readonly runId: RunId;
  readonly rows: StoredRow[];
  line: Readonly<Record<string, unknown>> | null;
  readonly waits: StoredWait[];
  readonly consumed: StoredConsumption[];
  readonly dispatched: StoredDispatch[];
  readonly ledger: StoredRun['ledger'][number][];
  readonly remembered: StoredRun['remembered'][number][];
}

type LedgerCells = Omit<StoredRun['ledger'][number], 'hash'>;

function ledgerFact(cells: LedgerCells): StoredRun['ledger'][number] {
  const { traceSeq, stage, flowId, versionNo } = cells;
  try {
    return { traceSeq, stage, flowId, versionNo, hash: ledgerHash(ledgerRowFrom(cells)) };
  } catch {
    return { traceSeq, stage, flowId, versionNo, hash: null }; // not a row that an engine wrote, whatever is wrong with it
  }
}
