import { neverHere } from '../base/never-here.ts';
import type { RunCause } from './trace-row.ts';

/** Why a run failed or halted, as a sentence for a person. */
export function causeSentence(cause: RunCause): string {
  switch (cause.kind) {
    case 'error':
      return cause.stepId === null ? cause.error.message : `Step “${cause.stepId}”: ${cause.error.message}`;
    case 'gate': {
      const reads = cause.reads.map(
        ({ path, value }) => `${path} = ${value.value === undefined ? 'a large value' : JSON.stringify(value.value)}`,
      );
      const read = reads.length === 0 ? '' : ` with ${reads.join(', ')}`;
      return `The gate “${cause.stepId}” asked for ${cause.expression}${read}, so the run halted.`;
    }
    case 'operator':
      return `${cause.actor} stopped the run${cause.reason === null || cause.reason === '' ? '.' : `: ${cause.reason}`}`;
    default:
      return neverHere(cause);
  }
}
