import type { RunId } from '../../../engine/base/ids.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { barPlace } from './bar-place.ts';
import { BarWords } from './bar-words.tsx';
import { gapSentence } from './gap-sentence.ts';
import { placeWords, type PlacedWords } from './place-words.ts';
import type { TimelineAxis } from './timeline-axis.ts';
import type { TimelineRow } from './timeline-rows.ts';
import type { TimelineSpan } from './timeline-spans.ts';
import styles from './timeline.module.css';

interface BarsProps {
  readonly row: TimelineRow;
  readonly axis: TimelineAxis;
  readonly nowUs: number;
  readonly isCritical: boolean;
  readonly onOpenGap: () => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** The bars of one visit on the axis, and beside them what there is to say of a wait or of where a reused answer came from. */
export function TimelineBars({ row, axis, nowUs, isCritical, onOpenGap, onOpenRun }: BarsProps) {
  const bars = row.spans.flatMap(span => {
    const place = barPlace(axis, span.fromUs, span.toUs ?? nowUs, span.kind === 'work' ? undefined : 0);
    return place === null ? [] : [{ span, place }];
  });
  const startPx = Math.max(0, bars[0]?.place.left ?? 0);
  const endPx = Math.max(0, ...bars.map(({ place }) => Math.min(place.left + place.width, axis.widthPx)));
  const place = (length: number): PlacedWords | null => placeWords({ length, startPx, endPx, widthPx: axis.widthPx });
  return (
    <>
      {bars.map(bar => (
        <span
          key={`${bar.span.kind} ${bar.span.fromUs}`}
          className={styles.bar}
          data-kind={bar.span.kind}
          data-mark={row.mark}
          data-lost={bar.span.kind === 'work' && bar.span.attempt < row.attempts ? true : undefined}
          data-critical={(isCritical && bar.span.kind === 'work') || undefined}
          style={bar.place}
          title={barTitle(bar.span, nowUs)}
        />
      ))}
      {bars.length > 0 && (
        <BarWords
          row={row}
          nowUs={nowUs}
          folded={axis.gaps.some(gap => gap.rowKey === row.key)}
          place={place}
          at={side => (side === 'after' ? { left: endPx + 6 } : { right: axis.widthPx - startPx + 6 })}
          onOpenGap={onOpenGap}
          onOpenRun={onOpenRun}
        />
      )}
    </>
  );
}

const barTitle = (span: TimelineSpan, nowUs: number): string =>
  span.kind === 'work' ? `Attempt ${span.attempt}, ${formatDuration((span.toUs ?? nowUs) - span.fromUs)}` : gapSentence(span, nowUs);
