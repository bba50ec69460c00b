import { useEffect, useRef, type RefObject } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import { useStudio } from '../../state/studio.ts';
import type { TimelineHands } from '../../state/timeline-slice.ts';
import type { DrawnLine } from './timeline-lines.ts';
import { hasParts } from './timeline-parts.ts';
import type { TimelineRange } from './timeline-view.ts';
import type { TimelineWindow } from './use-timeline-window.ts';

const ROW_PX = 28;
/** An instant that stands this near to the middle is in the middle. */
const CENTRED_PX = 2;
/** Room left and right of a row that is fitted in, of its length. */
const MARGIN = 0.1;

interface HandsRequest {
  readonly time: TimelineWindow;
  readonly lines: readonly DrawnLine[];
  readonly currentIndex: number;
  readonly nowUs: number;
  readonly sought: string;
  readonly isTable: boolean;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly go: (line: DrawnLine) => void;
  readonly open: (stepId: StepId) => void;
  readonly unfold: (rowKey: string, isOpen: boolean) => void;
  readonly setSought: (sought: string) => void;
  readonly toEnd: () => void;
  readonly showTable: (isTable: boolean) => void;
}

/** Gives the timeline's commands what they work, for as long as it is drawn. */
export function useTimelineHands(request: HandsRequest): void {
  const setHands = useStudio(studio => studio.setTimelineHands);
  const latest = useRef(request);
  useEffect(() => {
    latest.current = request;
  });
  useEffect(() => {
    setHands(latestHands(() => handsOf(latest.current)));
    return () => setHands(null);
  }, [setHands]);
}

/** The same hands however often the timeline is drawn: whoever listens to the store hears of them once. */
const latestHands = (hands: () => TimelineHands): TimelineHands => ({
  zoomBy: factor => hands().zoomBy(factor),
  panBy: share => hands().panBy(share),
  zoomToRange: () => hands().zoomToRange(),
  fit: () => hands().fit(),
  focusRow: () => hands().focusRow(),
  goBy: rows => hands().goBy(rows),
  goToEnd: end => hands().goToEnd(end),
  openRow: () => hands().openRow(),
  unfold: isOpen => hands().unfold(isOpen),
  filter: () => hands().filter(),
  toggleTable: () => hands().toggleTable(),
  toggleGaps: () => hands().toggleGaps(),
  letGo: () => hands().letGo(),
});

function handsOf(request: HandsRequest): TimelineHands {
  const { time, lines, currentIndex, gridRef } = request;
  const current = lines[currentIndex];
  const go = (index: number) => {
    const at = Math.min(Math.max(index, 0), lines.length - 1);
    const line = lines[at];
    if (line === undefined) return;
    request.go(line);
    bringIntoView(gridRef.current, at);
  };
  return {
    zoomBy: factor => time.zoomAt(factor, time.axis.widthPx / 2),
    panBy: share => time.panPx(share * time.axis.widthPx),
    zoomToRange: () => {
      if (time.range !== null) time.show(time.range);
    },
    fit: time.fit,
    focusRow: () => {
      if (current === undefined) return;
      const range = rangeOf(current, request.nowUs);
      const middleUs = (range.fromUs + range.toUs) / 2;
      const isCentred = Math.abs(time.axis.x(middleUs) - time.axis.widthPx / 2) <= CENTRED_PX;
      if (!time.isFit && !isCentred && time.axis.leftPx >= 0) time.centre(middleUs);
      else time.show(withMargin(range));
    },
    goBy: rows => go(currentIndex + rows),
    goToEnd: end => {
      go(end === 'first' ? 0 : lines.length - 1);
      if (end === 'last') request.toEnd();
    },
    openRow: () => {
      if (current !== undefined) request.open(current.row.stepId);
    },
    unfold: isOpen => {
      if (current === undefined || !hasParts(current.row)) return;
      if (!isOpen && current.part !== null) go(lines.findIndex(line => line.key === current.row.key));
      request.unfold(current.row.key, isOpen);
    },
    filter: () => request.filterRef.current?.focus(),
    toggleTable: () => request.showTable(!request.isTable),
    toggleGaps: () => time.openGaps(!time.areGapsOpen),
    letGo: () => {
      if (time.range !== null) time.mark(null);
      else if (request.sought !== '') request.setSought('');
      else return false;
      return true;
    },
  };
}

/** From the beginning of a line's bars to their end. */
function rangeOf({ row, part }: DrawnLine, nowUs: number): TimelineRange {
  if (part !== null) return { fromUs: part.fromUs, toUs: part.toUs ?? nowUs };
  return { fromUs: row.spans[0]?.fromUs ?? nowUs, toUs: row.spans.at(-1)?.toUs ?? nowUs };
}

function withMargin({ fromUs, toUs }: TimelineRange): TimelineRange {
  const margin = (toUs - fromUs) * MARGIN;
  return { fromUs: fromUs - margin, toUs: toUs + margin };
}

/** Scrolls the rows as little as needed; the head row covers the first 24 pixels. */
function bringIntoView(grid: HTMLElement | null, index: number): void {
  if (grid === null) return;
  const top = index * ROW_PX;
  const room = grid.clientHeight - HEAD_PX;
  if (top < grid.scrollTop) grid.scrollTo({ top });
  else if (top + ROW_PX > grid.scrollTop + room) grid.scrollTo({ top: top + ROW_PX - room });
}

const HEAD_PX = 24;
