import { MemoryScope, scopeWords } from '../../../engine/memory/memory-scope.ts';
import type { TraceKind, TraceRow } from '../../../engine/trace/trace-row.ts';
import { shortHash } from '../../../engine/base/hash.ts';

/** What a kind of trace row says, for people; the kind itself stands beside it. */
export const ROW_WORDS: Readonly<Record<TraceKind, string>> = {
  'run.created': 'The run was created',
  'run.started': 'The run began',
  'run.recovered': 'The run was taken up again after a cut',
  'run.waiting': 'The run waits',
  'run.resumed': 'The run goes on',
  'run.cancel_requested': 'Somebody asked to stop the run',
  'run.succeeded': 'The run succeeded',
  'run.failed': 'The run failed',
  'run.halted': 'The run halted',
  'step.started': 'An attempt began',
  'step.completed': 'The step is done',
  'step.failed': 'The step failed',
  'step.retry_scheduled': 'The attempt failed, another follows',
  'step.waiting': 'The step waits',
  'step.timed_out': 'The time was up',
  'wait.skipped': 'Time was moved on to the deadline',
  'step.attempt_lost': 'What came of the attempt is not known',
  'step.reused': 'The output was reused',
  'step.cancelled': 'The step was stopped',
  'agent.called': 'Sage asked the model',
  'agent.returned': 'The model answered',
  'agent.corrected': 'The model’s answer did not fit, and it was told why',
  'human.assigned': 'A person was asked',
  'human.reassigned': 'The task went to somebody else',
  'human.resolved': 'A person answered',
  'gate.evaluated': 'The gate decided',
  'event.received': 'An event arrived',
  'event.matched': 'The event matched',
  'event.unmatched': 'The event did not match',
  'event.rejected': 'The event was refused',
  'event.dispatched': 'An event was sent',
  'event.delivered': 'The event was delivered',
  'event.delivery_failed': 'The event could not be delivered',
  'memory.read': 'Memory was read',
  'memory.written': 'Memory was written',
  'cache.hit': 'The cache had the answer',
  'cache.miss': 'The cache had no answer',
  'cache.bypass': 'The cache was not asked',
  'ledger.recorded': 'The ledger has a line for it',
  'artefact.emitted': 'The artefact was written',
  'engine.fault': 'A fault of Atelier',
};

/** A trace row as a list shows it. */
export interface TraceLine {
  readonly seq: number;
  readonly kind: TraceKind;
  readonly words: string;
  readonly atUs: number;
  readonly actor: string;
  /** Eight characters; the whole is `row.rowHash`. */
  readonly hash: string;
  readonly row: TraceRow;
}

/** What a row says in words; of memory also whose it is. */
export function rowWords(row: TraceRow): string {
  switch (row.kind) {
    case 'memory.read':
      return `The memory of ${memoryWords(row.data.scope)} was read`;
    case 'memory.written':
      return `“${row.data.topic}” was remembered for ${memoryWords(row.data.scope)}`;
    case 'step.reused':
      return row.data.pinned === true ? 'A pinned output stood in for the step’s own' : ROW_WORDS[row.kind];
    case 'event.matched':
      return row.data.sample === true ? 'A sample was given in place of the event' : ROW_WORDS[row.kind];
    default:
      return ROW_WORDS[row.kind];
  }
}

function memoryWords(scope: string): string {
  const read = MemoryScope.safeParse(scope);
  return read.success ? scopeWords(read.data) : scope;
}

/** In the order of the rows. */
export const traceLines = (rows: readonly TraceRow[]): readonly TraceLine[] =>
  rows.map(row => ({
    seq: row.seq,
    kind: row.kind,
    words: rowWords(row),
    atUs: row.atUs,
    actor: row.actor,
    hash: shortHash(row.rowHash),
    row,
  }));
