import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { formatCount } from '../../ui/format-count.ts';
import type { TimelineRow } from './timeline-rows.ts';

/** What stands beneath a row when it is unfolded: one attempt, or one AI stage of an attempt. */
export interface TimelinePart {
  readonly key: string;
  readonly kind: 'attempt' | 'stage';
  readonly title: string;
  /** What became of it: `gpt-5, 1,204 tokens`, `failed: The model did not answer.` */
  readonly note: string;
  readonly fromUs: number;
  /** Null while it goes on. */
  readonly toUs: number | null;
  readonly mark: 'done' | 'reused' | 'failed' | 'running';
}

/** Whether there is anything to unfold under a row. */
export const hasParts = (row: TimelineRow): boolean => row.attempts > 1 || row.kind === 'sage_skill';

/** A visit's attempts, when it took several, each followed by its stages. `rows` are all rows of the run, in order. */
export function timelineParts(row: TimelineRow, rows: readonly TraceRow[]): readonly TimelinePart[] {
  const parts: TimelinePart[] = [];
  const close = (kind: TimelinePart['kind'], change: Partial<TimelinePart>) => {
    const at = parts.findLastIndex(part => part.kind === kind && part.toUs === null);
    const part = parts[at];
    if (part !== undefined) parts[at] = { ...part, ...change };
  };
  for (let at = row.firstSeq - 1; at < rows.length; at++) {
    const found = rows[at];
    if (found === undefined || (found.kind === 'step.started' && (found.stepId !== row.stepId || found.visit !== row.visit))) break;
    if (found.stepId !== row.stepId || found.visit !== row.visit) continue;
    const open = { key: `${row.key} ${found.seq}`, fromUs: found.atUs, toUs: null };
    switch (found.kind) {
      case 'step.started':
        if (row.attempts > 1) parts.push({ ...open, kind: 'attempt', title: `Attempt ${found.attempt ?? 1}`, note: '', mark: 'running' });
        break;
      case 'step.completed':
        close('attempt', { toUs: found.atUs, mark: 'done', note: 'done' });
        break;
      case 'step.failed':
      case 'step.retry_scheduled': {
        const ended = { toUs: found.atUs, mark: 'failed', note: `failed: ${found.data.error.message}` } as const;
        close('stage', ended);
        close('attempt', ended);
        break;
      }
      case 'step.attempt_lost':
      case 'step.cancelled':
      case 'step.timed_out':
        close('stage', { toUs: found.atUs, mark: 'failed', note: 'cut off' });
        close('attempt', { toUs: found.atUs, mark: 'failed', note: 'cut off' });
        break;
      case 'agent.called':
        parts.push({ ...open, kind: 'stage', title: found.data.stage, note: found.data.modelId, mark: 'running' });
        break;
      case 'agent.returned': {
        const tokens = found.data.usage.inputTokens + found.data.usage.outputTokens;
        close('stage', { toUs: found.atUs, mark: 'done', note: `${found.data.modelId}, ${formatCount(tokens)} tokens` });
        break;
      }
      case 'cache.hit':
        parts.push({ ...open, kind: 'stage', title: found.data.stage, toUs: found.atUs, note: 'reused', mark: 'reused' });
        break;
      default:
        break; // the others begin and end no part
    }
  }
  return parts;
}
