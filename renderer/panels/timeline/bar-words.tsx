import { IconBoltFilled } from '@tabler/icons-react';
import type { CSSProperties, MouseEvent } from 'react';
import type { RunId } from '../../../engine/base/ids.ts';
import type { CachedFrom } from '../../../engine/trace/trace-row.ts';
import { formatInstant, runOf } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { capital } from '../run-details/actor-name.ts';
import { gapSentence } from './gap-sentence.ts';
import type { PlacedWords } from './place-words.ts';
import type { TimelineRow } from './timeline-rows.ts';
import type { TimelineSpan } from './timeline-spans.ts';
import styles from './timeline.module.css';

interface WordsProps {
  readonly row: TimelineRow;
  readonly nowUs: number;
  /** The row's wait is folded away on the axis. */
  readonly folded: boolean;
  readonly place: (length: number) => PlacedWords | null;
  readonly at: (side: PlacedWords['side']) => CSSProperties;
  readonly onOpenGap: () => void;
  readonly onOpenRun: (runId: RunId) => void;
}

/** What stands beside the bars of a row: that it was reused and from where, or how long it waited for whom. */
export function BarWords(props: WordsProps) {
  const { row, nowUs } = props;
  if (row.mark === 'reused') return <ReusedWords {...props} />;
  const longest = longestIdle(row.spans, nowUs);
  if (longest === null) return null;
  const sentence = gapSentence(longest, nowUs);
  const placed = props.place(sentence.length);
  if (placed === null) return null;
  const { side, isShort } = placed;
  const words = isShort ? formatDuration((longest.toUs ?? nowUs) - longest.fromUs) : sentence;
  return (
    <span className={styles.words} style={props.at(side)}>
      {props.folded ? (
        <button type="button" className={styles.source} title={`${capital(sentence)}; draw it in full`} onClick={quietly(props.onOpenGap)}>
          {words}
        </button>
      ) : (
        words
      )}
    </span>
  );
}

function ReusedWords({ row, nowUs, place, at, onOpenRun }: WordsProps) {
  const from = row.reusedFrom;
  const saves = row.avoidedMicroUsd > 0 ? `, saves ${formatMoney(row.avoidedMicroUsd)}` : '';
  const source = from === null ? '' : runOf(from.atUs, { nowUs });
  const placed = place(`x reused from ${source}${saves}`.length);
  if (placed === null) return null;
  const { side, isShort } = placed;
  return (
    <span className={styles.words} style={at(side)}>
      <span className={styles.reused}>
        <IconBoltFilled size={12} aria-hidden />
        {from === null || !isShort ? (
          'reused'
        ) : (
          <SourceLink from={from} words="reused" onOpenRun={onOpenRun} title={`From ${source}${saves}`} />
        )}
        {from !== null && !isShort && (
          <>
            {' from '}
            <SourceLink from={from} words={source} onOpenRun={onOpenRun} title={formatInstant(from.atUs)} />
            {saves}
          </>
        )}
      </span>
    </span>
  );
}

function SourceLink({
  from,
  words,
  title,
  onOpenRun,
}: {
  from: CachedFrom;
  words: string;
  title: string;
  onOpenRun: (runId: RunId) => void;
}) {
  return (
    <button type="button" className={styles.source} title={title} onClick={quietly(() => onOpenRun(from.runId))}>
      {words}
    </button>
  );
}

/** A press that does not also pick the row it stands in. */
const quietly = (press: () => void) => (event: MouseEvent) => {
  event.stopPropagation();
  press();
};

/** The wait or pause worth telling: the longest, when it took a second or more. */
function longestIdle(spans: readonly TimelineSpan[], nowUs: number): TimelineSpan | null {
  const idle = spans
    .filter(span => span.kind !== 'work' && (span.toUs ?? nowUs) - span.fromUs >= 1_000_000)
    .toSorted((a, b) => (b.toUs ?? nowUs) - b.fromUs - ((a.toUs ?? nowUs) - a.fromUs));
  return idle[0] ?? null;
}
