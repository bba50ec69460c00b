import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { formatDuration } from '../../ui/format-duration.ts';

/** What became of one attempt of a visit. */
export interface AttemptLine {
  readonly attempt: number;
  /** `Failed after 2 s: The model did not answer. The next one began 1 s later.` */
  readonly sentence: string;
  readonly isFailure: boolean;
}

/** Each attempt of a visit in a sentence, from the visit's own rows. */
export function attemptLines(rows: readonly TraceRow[]): readonly AttemptLine[] {
  const lines: AttemptLine[] = [];
  let beganUs = 0;
  for (const row of rows) {
    const attempt = row.attempt ?? 1;
    const took = formatDuration(row.atUs - beganUs);
    const add = (sentence: string, isFailure = true) => lines.push({ attempt, sentence, isFailure });
    switch (row.kind) {
      case 'step.started':
        beganUs = row.atUs;
        break;
      case 'step.retry_scheduled':
        add(
          `Failed after ${took}: ${ended(row.data.error.message)} The next one was due ${formatDuration(row.data.wakeAtUs - row.atUs)} later.`,
        );
        break;
      case 'step.failed':
        add(`Failed after ${took}: ${ended(row.data.error.message)} No other followed.`);
        break;
      case 'step.attempt_lost':
        add(
          row.data.decision === 'repeat'
            ? 'The engine went down meanwhile; it was begun again.'
            : 'The engine went down meanwhile, and nobody here knows whether it was done.',
        );
        break;
      case 'step.timed_out':
        add(`Given up after ${took}: nobody answered in time.`);
        break;
      case 'step.cancelled':
        add(`Stopped after ${took}.`);
        break;
      case 'step.completed':
        add(`Done after ${took}.`, false);
        break;
      default:
        break; // the others end no attempt
    }
  }
  return lines;
}

/** A message that came without its full stop gets one. */
const ended = (message: string): string => (/[.!?…”]$/.test(message.trim()) ? message.trim() : `${message.trim()}.`);
