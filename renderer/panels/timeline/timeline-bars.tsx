import type { ReactNode } from 'react';
import { formatDuration } from '../../ui/format-duration.ts';
import { gapSentence } from './gap-sentence.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRow } from './timeline-rows.ts';
import type { TimelineSpan } from './timeline-spans.ts';
import styles from './timeline.module.css';

/** Shorter than this, a bar could not be seen. */
const THINNEST_PX = 3;

/** The bars of one visit on the axis, and after the last of them what there is to say: `children`, the wait's sentence, or nothing. */
export function TimelineBars(props: { row: TimelineRow; axis: TimelineAxis; nowUs: number; onOpenGap: () => void; children: ReactNode }) {
  const { row, axis, nowUs } = props;
  const bars = row.spans.map(span => {
    const fromPx = axis.x(span.fromUs);
    return { span, fromPx, widthPx: Math.max(axis.x(span.toUs ?? nowUs) - fromPx, span.kind === 'work' ? THINNEST_PX : 0) };
  });
  const endPx = Math.max(0, ...bars.map(bar => bar.fromPx + bar.widthPx));
  const startPx = bars[0]?.fromPx ?? 0;
  const folded = axis.gaps.some(gap => gap.rowKey === row.key);
  const longest = longestIdle(row.spans, nowUs);
  // What would run out at the right stands left of the bar.
  const before = endPx > axis.widthPx * 0.62 && startPx > axis.widthPx * 0.38;
  const words = props.children !== false ? props.children : longest === null ? null : gapSentence(longest, nowUs);
  return (
    <>
      {axis.gaps.map(gap => (
        <span key={gap.fromUs} className={styles.gap} style={{ left: gap.xPx, width: gap.widthPx }} aria-hidden />
      ))}
      {bars.map(({ span, fromPx, widthPx }) => (
        <span
          key={`${span.kind} ${span.fromUs}`}
          className={styles.bar}
          data-kind={span.kind}
          data-mark={row.mark}
          data-lost={span.kind === 'work' && span.attempt < row.attempts ? true : undefined}
          style={{ left: fromPx, width: widthPx }}
          title={
            span.kind === 'work'
              ? `Attempt ${span.attempt}, ${formatDuration((span.toUs ?? nowUs) - span.fromUs)}`
              : gapSentence(span, nowUs)
          }
        />
      ))}
      {words !== null && (
        <span className={styles.words} style={before ? { right: axis.widthPx - startPx + 6 } : { left: endPx + 6 }}>
          {folded && props.children === false ? (
            <button
              type="button"
              className={styles.source}
              title="Draw this wait in full"
              onClick={event => {
                event.stopPropagation();
                props.onOpenGap();
              }}
            >
              {words}
            </button>
          ) : (
            words
          )}
        </span>
      )}
    </>
  );
}

/** The wait or pause worth telling: the longest, when it took a second or more. */
function longestIdle(spans: readonly TimelineSpan[], nowUs: number): TimelineSpan | null {
  const idle = spans
    .filter(span => span.kind !== 'work' && (span.toUs ?? nowUs) - span.fromUs >= 1_000_000)
    .toSorted((a, b) => (b.toUs ?? nowUs) - b.fromUs - ((a.toUs ?? nowUs) - a.fromUs));
  return idle[0] ?? null;
}
