import { formatDuration } from '../../ui/format-duration.ts';
import { actorName } from '../run-details/actor-name.ts';
import type { TimelineSpan } from './timeline-spans.ts';

/** What an idle stretch was: `waited 2 d 4 h for a partner`, `waits for catalyst.purchase.confirmed`, `paused 4 s before attempt 2`. */
export function gapSentence(span: TimelineSpan, nowUs: number): string {
  const tookUs = Math.max(0, (span.toUs ?? nowUs) - span.fromUs);
  const forWhom = span.waitsFor === null ? '' : ` for ${span.waitsFor.includes(':') ? actorName(span.waitsFor) : span.waitsFor}`;
  if (span.kind === 'wait')
    return span.toUs === null ? `waiting ${formatDuration(tookUs)}${forWhom}` : `waited ${formatDuration(tookUs)}${forWhom}`;
  return span.toUs === null ? `next attempt follows` : `paused ${formatDuration(tookUs)} before attempt ${span.attempt + 1}`;
}
