import type { StepId } from '../../engine/base/ids.ts';
import type { Run } from '../../engine/trace/run.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import { runAt } from '../../engine/trace/run-moment.ts';
import type { Slice, Studio } from './studio.ts';

/** What commands ask of the drawn timeline. */
export interface TimelineHands {
  /** Over 1 is nearer, around the middle. */
  readonly zoomBy: (factor: number) => void;
  /** In parts of what is in view; positive to the right. */
  readonly panBy: (share: number) => void;
  readonly zoomToRange: () => void;
  readonly fit: () => void;
  /** Brings the current row's bars to the middle; when they are there, fits them in. */
  readonly focusRow: () => void;
  readonly goBy: (rows: number) => void;
  readonly goToEnd: (end: 'first' | 'last') => void;
  readonly openRow: () => void;
  readonly unfold: (isOpen: boolean) => void;
  readonly filter: () => void;
  readonly toggleTable: () => void;
  readonly toggleGaps: () => void;
  /** Lets go of the range, else of the filter. False when there was neither. */
  readonly letGo: () => boolean;
}

/** A shown run as it was after one of its rows. */
export interface PastMoment {
  readonly seq: number;
  readonly run: Run;
  /** Up to that one. */
  readonly rows: readonly TraceRow[];
}

/** The timeline's hands, and the moment of the shown run that the window shows. */
export interface TimelineSlice {
  readonly timelineHands: TimelineHands | null;
  /** Null: as it is now. */
  readonly past: PastMoment | null;
  /** Which passing of the shown run through a step timeline and details show; null, or of a step that is not selected: the last one. */
  readonly shownVisit: { readonly stepId: StepId; readonly visit: number } | null;

  readonly showVisit: (stepId: StepId, visit: number) => void;
  readonly setTimelineHands: (hands: TimelineHands | null) => void;
  /** Shows canvas and details as they were after a row of the shown run; null shows them as they are now. */
  readonly showMoment: (seq: number | null) => void;
  /** A row back (−1) or on; on from the last row is now. */
  readonly stepMoment: (by: number) => void;
  /** To where a step before or after the shown moment began or ended. */
  readonly stepVisit: (by: 1 | -1) => void;
}

/** What the window shows of the shown run: a moment of its past, or the run as it is now. Null while there is no run. */
export const momentOf = ({ shownRun, past }: Pick<Studio, 'shownRun' | 'past'>): Run | null => past?.run ?? shownRun?.run ?? null;

export const timelineSlice: Slice<TimelineSlice> = () => (set, get) => ({
  timelineHands: null,
  past: null,
  shownVisit: null,

  showVisit: (stepId, visit) => set({ shownVisit: { stepId, visit } }),
  setTimelineHands: timelineHands => set({ timelineHands }),

  showMoment: seq => {
    const { shownRun } = get();
    const run = seq === null || shownRun === null ? null : runAt(shownRun, Math.max(1, seq));
    if (shownRun === null || run === null || seq === null) {
      if (get().past !== null) set({ past: null });
      return;
    }
    set({ past: { seq: run.lastSeq, run, rows: shownRun.rows.slice(0, run.lastSeq) } });
  },

  stepMoment: by => {
    const { shownRun, past, showMoment } = get();
    const lastSeq = shownRun?.run?.lastSeq ?? 0;
    const seq = (past?.seq ?? lastSeq) + by;
    showMoment(seq >= lastSeq && by > 0 ? null : seq);
  },

  stepVisit: by => {
    const { shownRun, past, showMoment } = get();
    const last = shownRun?.run?.lastSeq ?? 0;
    const from = past?.seq ?? last;
    const turns = (shownRun?.run?.visits ?? []).flatMap(visit => [visit.firstSeq, visit.lastSeq]);
    const next = by > 0 ? turns.find(seq => seq > from) : turns.findLast(seq => seq < from);
    showMoment(by > 0 ? (next === undefined || next >= last ? null : next) : (next ?? 1));
  },
});
