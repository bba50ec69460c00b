import { useCallback, useMemo, useState } from 'react';
import { timelineAxis, type TimelineAxis, type TimelineView } from './timeline-axis.ts';
import type { TimelineRow } from './timeline-rows.ts';
import { timelineScale } from './timeline-scale.ts';
import { centreView, panView, rangeView, zoomView, type TimelineRange } from './timeline-view.ts';

/** What of a run is in view, and what moves it. */
export interface TimelineWindow {
  readonly axis: TimelineAxis;
  /** With the whole run in view. */
  readonly fitAxis: TimelineAxis;
  readonly isFit: boolean;
  /** Marked on the ruler. */
  readonly range: TimelineRange | null;
  readonly hasGaps: boolean;
  readonly areGapsOpen: boolean;
  readonly zoomAt: (factor: number, atPx: number) => void;
  readonly panPx: (byPx: number) => void;
  readonly show: (range: TimelineRange) => void;
  readonly centre: (atUs: number) => void;
  readonly fit: () => void;
  readonly mark: (range: TimelineRange | null) => void;
  readonly openGap: (rowKey: string) => void;
  readonly openGaps: (areOpen: boolean) => void;
}

export function useTimelineWindow(request: {
  readonly rows: readonly TimelineRow[];
  readonly startUs: number;
  readonly endUs: number;
  readonly widthPx: number;
}): TimelineWindow {
  const { rows, startUs, endUs, widthPx } = request;
  const [view, setView] = useState<TimelineView | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string> | 'all'>(new Set());
  const [range, setRange] = useState<TimelineRange | null>(null);
  const scale = useMemo(() => timelineScale({ rows, startUs, endUs, opened }), [rows, startUs, endUs, opened]);
  const fitAxis = useMemo(() => timelineAxis(scale, widthPx), [scale, widthPx]);
  const axis = useMemo(() => (view === null ? fitAxis : timelineAxis(scale, widthPx, view)), [scale, widthPx, view, fitAxis]);
  const areGapsOpen = opened === 'all' || opened.size > 0;
  return {
    axis,
    fitAxis,
    // As a run goes on, what was in view of it may become all that there is room for.
    isFit: axis.pxPerUs <= fitAxis.pxPerUs,
    range,
    hasGaps: scale.gapCount > 0,
    areGapsOpen,
    // From the view before, not from the axis as drawn: the wheel turns more often than the window is drawn.
    zoomAt: useCallback(
      (factor, atPx) => setView(before => zoomView(scale, timelineAxis(scale, widthPx, before), factor, atPx)),
      [scale, widthPx],
    ),
    panPx: useCallback(byPx => setView(before => panView(scale, timelineAxis(scale, widthPx, before), byPx)), [scale, widthPx]),
    show: marked => {
      setView(rangeView(scale, widthPx, marked));
      setRange(null);
    },
    centre: atUs => setView(centreView(scale, axis, atUs)),
    fit: useCallback(() => setView(null), []),
    mark: setRange,
    openGap: useCallback(rowKey => setOpened(before => (before === 'all' ? before : new Set([...before, rowKey]))), []),
    openGaps: useCallback(areOpen => setOpened(areOpen ? 'all' : new Set()), []),
  };
}
