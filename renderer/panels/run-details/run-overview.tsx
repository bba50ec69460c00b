import { shortHash } from '../../../engine/base/hash.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { StatusPill } from '../runs/mark-pill.tsx';
import { runSentence } from '../runs/run-sentence.ts';
import { runTotals } from '../runs/run-totals.ts';
import { useStepNames } from '../runs/step-names.ts';
import { ChainLine, CHECKED_ROWS } from '../trace/chain-line.tsx';
import { TraceRows } from '../trace/trace-rows.tsx';
import { SaveRunPacket } from '../packets/save-run-packet.tsx';
import { PacketSection } from './packet-section.tsx';
import { ValueView } from './value-view.tsx';
import { Section } from './section.tsx';
import styles from './run-details.module.css';

/** A run as a whole: what became of it, what it stood on, what it used. */
export function RunOverview({ run, rows, isPast }: { run: Run; rows: readonly TraceRow[]; isPast: boolean }) {
  const titleOf = useStepNames();
  const openArtefact = useStudio(studio => studio.openArtefact);
  const clockUs = useNowUs(!isPast && run.endedAtUs === null, 1000);
  const nowUs = isPast ? (rows.at(-1)?.atUs ?? clockUs) : clockUs;
  const totals = runTotals(run);
  const facts: (readonly [string, string, string?])[] = [
    ['Began', formatDate(run.createdAtUs, { nowUs }), formatInstant(run.createdAtUs)],
    ['Took', formatDuration((run.endedAtUs ?? nowUs) - run.createdAtUs)],
    ['Flow', run.versionNo === null ? `Draft ${shortHash(run.versionHash)}` : `Version ${run.versionNo}`, run.versionHash],
    ['Packet', shortHash(run.packetHash), run.packetHash],
    ['Slices', Object.keys(run.slices).join(', ') || 'none'],
    ['Tokens', formatCount(totals.tokens)],
    ['Cost', formatMoney(totals.costMicroUsd)],
    ...(run.cacheHits > 0
      ? [['Reused', `${countOf(run.cacheHits, 'AI stage')}, saves ${formatMoney(totals.avoidedMicroUsd)}`] as const]
      : []),
    ...(run.recoveries > 0 ? [['Taken up again', countOf(run.recoveries, 'time')] as const] : []),
  ];
  return (
    <div className={styles.details}>
      <div className={styles.top}>
        <h2 className={styles.heading}>The run</h2>
        <StatusPill status={run.state.status} />
      </div>
      <p className={styles.sentence}>{runSentence(run, titleOf, { nowUs })}</p>
      <dl className={styles.facts}>
        {facts.map(([name, value, whole]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd title={whole}>{value}</dd>
          </div>
        ))}
      </dl>
      <SaveRunPacket run={run} />
      <PacketSection run={run} />
      <RunContext run={run} isPast={isPast} />
      {run.artefacts.length > 0 && (
        <Section title="Artefacts" open>
          {run.artefacts.map(({ path }) => (
            <p key={path} className={styles.quiet}>
              <button type="button" className={styles.link} onClick={() => openArtefact(run.runId, path)}>
                {path}
              </button>
            </p>
          ))}
        </Section>
      )}
      <Section title="Trace" note={countOf(rows.length, 'row')}>
        {rows.length <= CHECKED_ROWS && <ChainLine rows={rows} trace={rows} />}
        <TraceRows rows={rows} trace={rows} />
      </Section>
    </div>
  );
}

/** What steps saved for those after them. */
function RunContext({ run, isPast }: { run: Run; isPast: boolean }) {
  const entries = Object.entries(run.context);
  return (
    <Section title={isPast ? 'Context at this moment' : 'Context'} note={countOf(entries.length, 'value')}>
      {entries.length === 0 && <p className={styles.quiet}>No step has saved anything yet.</p>}
      {entries.map(([name, value]) => (
        <div key={name} className={styles.change}>
          <p className={styles.changeName}>
            <span className="mono">{name}</span>
          </p>
          <ValueView of={value} />
        </div>
      ))}
    </Section>
  );
}
