import type { RunId, StepId } from '../../../engine/base/ids.ts';
import { refBytes } from '../../../engine/base/value-ref.ts';
import type { FoldedTrace } from '../../../engine/trace/run-moment.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { HashChip } from '../hash-chip.tsx';
import { WaitCard } from '../inbox/wait-card.tsx';
import { DraftWait } from '../runs/draft-wait.tsx';
import { PinThis } from '../tests/pin-this.tsx';
import { ChainLine, CHECKED_ROWS } from '../trace/chain-line.tsx';
import { TraceRows } from '../trace/trace-rows.tsx';
import { AttemptsSection } from './attempts-section.tsx';
import { ContextSection } from './context-section.tsx';
import { ERROR_ADVICE } from './error-advice.ts';
import { LedgerLines } from './ledger-lines.tsx';
import { Section } from './section.tsx';
import { ValueView } from './value-view.tsx';
import { visitHashes, type NamedHash } from './visit-hashes.ts';
import { rowsOfVisit, visitSentence } from './visit-sentence.ts';
import styles from './run-details.module.css';

interface VisitProps {
  readonly run: Run;
  readonly visit: StepVisit;
  /** Up to the shown moment. */
  readonly rows: readonly TraceRow[];
  /** The whole run. */
  readonly trace: FoldedTrace;
  /** A moment of the past is shown: nothing can be answered there. */
  readonly isPast: boolean;
  readonly nowUs: number;
  readonly titleOf: (stepId: StepId) => string;
  readonly onOpenRun: (runId: RunId) => void;
  readonly onOpenArtefact: (path: string) => void;
}

/** All there is to know of one passing through a step: what happened in a sentence, then what went in, what came out, and the rows that prove it. */
export function VisitDetails({ run, visit, rows, trace, isPast, nowUs, titleOf, onOpenRun, onOpenArtefact }: VisitProps) {
  const own = rowsOfVisit(rows, visit);
  const { state } = visit;
  const from = state.status === 'completed' ? state.cachedFrom : null;
  const error = state.status === 'failed' || state.status === 'backoff' ? state.error : null;
  const sentence = visitSentence({ run, visit, rows: own, titleOf, frame: { nowUs } });
  const artefacts = run.artefacts.filter(artefact => artefact.stepId === visit.stepId);
  return (
    <>
      {error === null ? (
        <p className={styles.sentence}>
          {sentence}{' '}
          {from !== null && from.runId !== run.runId && (
            <button type="button" className={styles.link} onClick={() => onOpenRun(from.runId)}>
              Open that run
            </button>
          )}
          {artefacts.map(({ path }) => (
            <button key={path} type="button" className={styles.link} onClick={() => onOpenArtefact(path)}>
              Open the artefact
            </button>
          ))}
        </p>
      ) : (
        <div className={styles.failure} role="note">
          <p>{sentence}</p>
          <p>{ERROR_ADVICE[error.class]}</p>
        </div>
      )}
      {!isPast &&
        state.status === 'waiting' &&
        run.state.status === 'waiting' &&
        (run.mode === 'draft' ? (
          <DraftWait key={state.wait.waitId} wait={state.wait} />
        ) : (
          <WaitCard key={state.wait.waitId} wait={state.wait} />
        ))}
      <VisitFacts visit={visit} nowUs={nowUs} />
      <AttemptsSection rows={own} />
      {visit.input !== null && (
        <Section title="Input" note={formatBytes(refBytes(visit.input))}>
          <ValueView of={visit.input} />
        </Section>
      )}
      {state.status === 'completed' && (
        <Section title="Output" note={formatBytes(refBytes(state.output))} open>
          <ValueView of={state.output} />
          {!isPast && visit.kind !== 'gate' && <PinThis stepId={visit.stepId} kind={visit.kind} />}
        </Section>
      )}
      <ContextSection trace={trace} visit={visit} />
      <Reads rows={own} />
      <Prompts rows={own} />
      <Misses rows={own} />
      {visit.kind === 'sage_skill' && (
        <Section title="Ledger">
          <LedgerLines runId={run.runId} stepId={visit.stepId} visit={visit.visit} lastSeq={visit.lastSeq} />
        </Section>
      )}
      <Section title="Hashes">
        <Hashes of={() => visitHashes(run, visit, own)} />
      </Section>
      <Section title="Trace" note={countOf(own.length, 'row')}>
        {own.length <= CHECKED_ROWS && <ChainLine rows={own} trace={rows} />}
        <TraceRows rows={own} trace={rows} />
      </Section>
    </>
  );
}

function VisitFacts({ visit, nowUs }: { visit: StepVisit; nowUs: number }) {
  const tokens = visit.inputTokens + visit.outputTokens;
  const facts: (readonly [string, string, string?])[] = [
    ['Began', formatDate(visit.startedAtUs, { nowUs }), formatInstant(visit.startedAtUs)],
    [visit.endedAtUs === null ? 'So far' : 'Took', formatDuration((visit.endedAtUs ?? nowUs) - visit.startedAtUs)],
    ...(visit.attempt > 1 ? [['Attempts', formatCount(visit.attempt)] as const] : []),
    ...(tokens > 0 ? [['Tokens', `${formatCount(visit.inputTokens)} in, ${formatCount(visit.outputTokens)} out`] as const] : []),
    ...(visit.costMicroUsd > 0 ? [['Cost', formatMoney(visit.costMicroUsd)] as const] : []),
    ...(visit.citations > 0 ? [['Citations', formatCount(visit.citations)] as const] : []),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value, whole]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd title={whole}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Eight characters of each, copied whole by a press. Made when it is drawn: a hash of a large value takes its time. */
function Hashes({ of }: { of: () => readonly NamedHash[] }) {
  return (
    <dl className={styles.facts} style={{ marginBottom: 0 }}>
      {of().map(([name, hash]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>
            <HashChip hash={hash} what={name.toLowerCase()} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What a gate read. */
function Reads({ rows }: { rows: readonly TraceRow[] }) {
  const gate = rows.findLast(row => row.kind === 'gate.evaluated');
  if (gate?.kind !== 'gate.evaluated') return null;
  return (
    <Section title="What the gate read" open>
      <p className={styles.quiet}>
        <code className="mono">{gate.data.expression}</code> is {gate.data.result ? 'true' : 'false'}
      </p>
      <dl className={styles.facts} style={{ marginTop: 8, marginBottom: 0 }}>
        {gate.data.reads.map(({ path, value }) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt className="mono">{path}</dt>
            <dd>
              <ValueView of={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** Each prompt with its templates filled in; to a provider, what was filled in goes apart from it, in fences. */
function Prompts({ rows }: { rows: readonly TraceRow[] }) {
  const calls = rows.filter(row => row.kind === 'agent.called');
  return calls.map(call => (
    <Section key={call.seq} title={calls.length === 1 ? 'Prompt, filled in' : `Prompt of “${call.data.stage}”`} note={call.data.modelId}>
      <ValueView of={call.data.prompt} />
    </Section>
  ));
}

/** Answers that missed their schema, each with what the model was told of it. */
function Misses({ rows }: { rows: readonly TraceRow[] }) {
  return rows
    .filter(row => row.kind === 'agent.corrected')
    .map(({ seq, data }) => (
      <Section key={seq} title={`Answer ${data.miss} did not fit`} note={formatMoney(data.costMicroUsd)}>
        {data.problems.map(problem => (
          <p key={problem} className={styles.sentence}>
            {problem}
          </p>
        ))}
        <ValueView of={data.answer} />
      </Section>
    ));
}
