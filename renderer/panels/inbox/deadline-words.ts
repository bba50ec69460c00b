import { formatDuration } from '../../ui/format-duration.ts';

/** How a deadline stands, in words that need no colour: `Due in 2 h 10 min`, `Overdue by 3 d`. Microseconds in; null for no deadline. */
export function deadlineWords(
  deadlineAtUs: number | null,
  nowUs: number,
): { readonly words: string; readonly how: 'later' | 'soon' | 'overdue' } | null {
  if (deadlineAtUs === null) return null;
  const leftUs = deadlineAtUs - nowUs;
  if (leftUs <= 0) return { words: leftUs > -MINUTE ? 'Overdue since just now' : `Overdue by ${roughly(-leftUs)}`, how: 'overdue' };
  return { words: leftUs < MINUTE ? 'Due within a minute' : `Due in ${roughly(leftUs)}`, how: leftUs < DAY ? 'soon' : 'later' };
}

const MINUTE = 60_000_000;
const DAY = 1440 * MINUTE;

/** Whole minutes: nobody counts the seconds to a deadline. */
const roughly = (us: number): string => formatDuration(Math.floor(us / MINUTE) * MINUTE);
