import { neverHere } from '../base/never-here.ts';
import type { RunCause } from './trace-row.ts';

/** Why a run failed or halted, as a sentence for a person. */
export function causeSentence(cause: RunCause): string {
  switch (cause.kind) {
    case 'error':
      return cause.stepId === null ? cause.error.message : `Step ${cause.stepId}: ${cause.error.message}`;
    case 'gate': {
      const reads = cause.reads.map(
        ({ path, value }) => `${path} = ${value.value === undefined ? 'a large value' : JSON.stringify(value.value)}`,
      );
      return `Gate ${cause.stepId} let nothing through: ${cause.expression} is false${reads.length === 0 ? '' : `, with ${reads.join(', ')}`}.`;
    }
    case 'operator':
      return cause.reason === null ? `Stopped by ${cause.actor}.` : `Stopped by ${cause.actor}: ${cause.reason}`;
    case 'reached':
      return `Stopped after step ${cause.stepId}: it was to go no farther.`;
    default:
      return neverHere(cause);
  }
}
