import { formatDuration } from '../../ui/format-duration.ts';
import { gapSentence } from './gap-sentence.ts';
import { placeWords, type PlacedWords } from './place-words.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRow } from './timeline-rows.ts';
import type { TimelineSpan } from './timeline-spans.ts';
import { BarWords } from './bar-words.tsx';
import type { RunId } from '../../../engine/base/ids.ts';
import styles from './timeline.module.css';

/** Shorter than this, a bar could not be seen. */
const THINNEST_PX = 3;

interface BarsProps {
  readonly row: TimelineRow;
  readonly axis: TimelineAxis;
  readonly nowUs: number;
  readonly onOpenGap: () => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** The bars of one visit on the axis, and beside them what there is to say of a wait or of where a reused answer came from. */
export function TimelineBars({ row, axis, nowUs, onOpenGap, onOpenRun }: BarsProps) {
  const bars = row.spans.map(span => {
    const fromPx = axis.x(span.fromUs);
    return { span, fromPx, widthPx: Math.max(axis.x(span.toUs ?? nowUs) - fromPx, span.kind === 'work' ? THINNEST_PX : 0) };
  });
  const startPx = bars[0]?.fromPx ?? 0;
  const endPx = Math.max(0, ...bars.map(bar => bar.fromPx + bar.widthPx));
  const place = (length: number): PlacedWords | null => placeWords({ length, startPx, endPx, widthPx: axis.widthPx });
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
          title={barTitle(span, nowUs)}
        />
      ))}
      <BarWords
        row={row}
        nowUs={nowUs}
        folded={axis.gaps.some(gap => gap.rowKey === row.key)}
        place={place}
        at={side => (side === 'after' ? { left: endPx + 6 } : { right: axis.widthPx - startPx + 6 })}
        onOpenGap={onOpenGap}
        onOpenRun={onOpenRun}
      />
    </>
  );
}

const barTitle = (span: TimelineSpan, nowUs: number): string =>
  span.kind === 'work' ? `Attempt ${span.attempt}, ${formatDuration((span.toUs ?? nowUs) - span.fromUs)}` : gapSentence(span, nowUs);
