import type { StepId } from '../../engine/base/ids.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { stepOf, stepTitle } from '../../engine/flow/flow.ts';
import { linkTarget } from '../../engine/flow/with-link.ts';
import type { WayOut } from '../canvas/step-links.ts';
import { linkSteps, removeSelected, unlink } from '../canvas/from-canvas.ts';
import { outlineRows, rowsAbove, unfoldedRows } from '../outline/outline-rows.ts';
import { swapped, usualWay, wayInto } from '../outline/reorder-steps.ts';
import { countOf } from '../ui/format-count.ts';
import type { Slice, Studio } from './studio.ts';

/** Where a key goes from the current row. */
export type RowMove = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last' | 'out' | 'in';

/** The flow as an outline: its rows are worked out from the open flow, the current one is the step selected last. */
export interface OutlineSlice {
  /** Steps whose branches are folded away. */
  readonly foldedSteps: ReadonlySet<StepId>;
  /** The step that is being connected by name. */
  readonly connecting: StepId | null;

  readonly foldRow: (stepId: StepId, isFolded: boolean) => void;
  readonly foldAllRows: (isFolded: boolean) => void;
  /** `extend` keeps the row that a range began at selected, and all between. */
  readonly goToRow: (move: RowMove, how?: { readonly extend: boolean }) => void;
  readonly selectRow: (stepId: StepId, how: 'only' | 'too' | 'range') => void;
  /** Opens the palette for a step before or after the current one; what came after then follows the new one. */
  readonly addRow: (where: 'before' | 'after') => void;
  /** Lets the current step change places with the one before or after it. */
  readonly moveRow: (where: 'up' | 'down') => void;
  /** Removes the selected steps, lets what came before lead to what came after, and selects the row that takes their place. */
  readonly removeRows: () => void;
  readonly startConnecting: (stepId: StepId | null) => void;
  /** `to` null lets the way lead nowhere; a gate's fail then halts. */
  readonly connect: (way: WayOut, to: StepId | null) => void;
}

const PAGE_ROWS = 10;
const NO_STEPS: ReadonlySet<StepId> = new Set();

export const outlineSlice: Slice<OutlineSlice> = needs => (set, get) => {
  /** Where a range of rows began. */
  let anchor: StepId | null = null;
  const shown = () => shownRows(get());
  const current = () => get().selection.at(-1) ?? null;
  const edit = (edits: readonly FlowEdit[], label: string): boolean => {
    const refusal = get().edit(edits, { label });
    if (refusal !== null) needs.tell({ kind: 'trouble', sentence: refusal.message });
    get().announce(refusal === null ? `${label.charAt(0).toUpperCase()}${label.slice(1)}.` : refusal.message);
    return refusal === null;
  };
  const go = (stepId: StepId, extend: boolean) => {
    if (!extend) anchor = stepId;
    get().select(extend ? rangeOf(stepId) : [stepId]);
    get().hands?.bringIntoView(stepId);
  };
  const rangeOf = (stepId: StepId): readonly StepId[] => {
    const ids = shown().map(({ step }) => step.id);
    const [from, to] = [ids.indexOf(anchor ?? current() ?? stepId), ids.indexOf(stepId)];
    if (from < 0 || to < 0) return [stepId];
    return from <= to ? ids.slice(from, to + 1) : ids.slice(to, from + 1).toReversed();
  };

  return {
    foldedSteps: NO_STEPS,
    connecting: null,

    foldRow: (stepId, isFolded) => {
      const folded = new Set(get().foldedSteps);
      if (isFolded) folded.add(stepId);
      else folded.delete(stepId);
      set({ foldedSteps: folded });
      const at = current();
      const { openFlow } = get();
      // What is folded away can be current no more: the row that it hangs on is.
      if (isFolded && at !== null && openFlow !== null && rowsAbove(outlineRows(openFlow.flow), at).includes(stepId)) go(stepId, false);
    },
    foldAllRows: isFolded => {
      const { openFlow } = get();
      if (openFlow === null) return;
      const rows = outlineRows(openFlow.flow);
      set({ foldedSteps: isFolded ? new Set(rows.filter(row => row.hasBranches).map(row => row.step.id)) : NO_STEPS });
      const at = current();
      const [outermost] = at === null || !isFolded ? [] : rowsAbove(rows, at);
      if (outermost !== undefined) go(outermost, false);
    },
    goToRow: (move, { extend } = { extend: false }) => {
      const rows = shown();
      const at = rows.findIndex(({ step }) => step.id === current());
      const row = rows[at];
      if (row !== undefined && (move === 'in' || move === 'out')) {
        const { foldedSteps } = get();
        const isOpen = row.hasBranches && !foldedSteps.has(row.step.id);
        if (move === 'in' && row.hasBranches && !isOpen) get().foldRow(row.step.id, false);
        else if (move === 'in' && isOpen) go(rows[at + 1]?.step.id ?? row.step.id, false);
        else if (move === 'out' && isOpen) get().foldRow(row.step.id, true);
        else if (move === 'out' && row.parent !== null) go(row.parent, false);
        return;
      }
      const to = rows[row === undefined ? (move === 'last' ? rows.length - 1 : 0) : placeAfter(move, at, rows.length)];
      if (to !== undefined) go(to.step.id, extend);
    },
    selectRow: (stepId, how) => {
      const { selection } = get();
      if (how === 'range') {
        go(stepId, true);
        return;
      }
      anchor = stepId;
      const without = selection.filter(id => id !== stepId);
      get().select(how === 'only' ? [stepId] : without.length < selection.length ? without : [...selection, stepId]);
    },
    addRow: where => {
      const [{ openFlow }, stepId] = [get(), current()];
      if (openFlow === null) return;
      const { flow } = openFlow;
      const screen = stepId === null ? null : (get().hands?.under?.(stepId) ?? null);
      const step = stepId === null ? undefined : stepOf(flow, stepId);
      if (step === undefined || stepId === null) {
        get().openPalette({ how: { kind: 'free' }, at: null, screen });
        return;
      }
      const way = where === 'after' ? usualWay(flow, stepId) : wayInto(outlineRows(flow), stepId);
      if (way === null) get().openPalette({ how: { kind: 'before', to: stepId }, at: null, screen });
      else {
        const from = stepOf(flow, way.from);
        const leadsOn = from !== undefined && linkTarget(from, way.field) !== undefined;
        get().openPalette({ how: { kind: leadsOn ? 'insert' : 'after', ...way }, at: null, screen });
      }
    },
    moveRow: where => {
      const [{ openFlow }, stepId] = [get(), current()];
      if (openFlow === null || stepId === null) return;
      const { flow } = openFlow;
      const before = where === 'up' ? wayInto(outlineRows(flow), stepId) : null;
      const isUsual = before !== null && usualWay(flow, before.from)?.field === before.field;
      const moved =
        where === 'down' ? swapped(flow, stepId, 'first') : before !== null && isUsual ? swapped(flow, before.from, 'second') : null;
      if (moved === null) get().announce(where === 'up' ? 'It is the first of its way already.' : 'It is the last of its way already.');
      else if (edit(moved.edits, moved.label)) get().hands?.bringIntoView(stepId);
    },
    removeRows: () => {
      const { selection, openFlow } = get();
      if (selection.length === 0 || openFlow === null) return;
      const gone = new Set<string>(selection);
      const rows = shown();
      const last = rows.findLastIndex(({ step }) => gone.has(step.id));
      const heir =
        rows.slice(last + 1).find(({ step }) => !gone.has(step.id)) ?? rows.slice(0, last).findLast(({ step }) => !gone.has(step.id));
      const [only] = selection;
      const step = selection.length === 1 && only !== undefined ? stepOf(openFlow.flow, only) : undefined;
      const what = step === undefined ? countOf(selection.length, 'step') : stepTitle(step);
      if (!edit(removeSelected(selection, [], { heal: true }), `delete ${what}`)) return;
      if (heir !== undefined) go(heir.step.id, false);
      get().hands?.focus();
    },
    startConnecting: connecting => {
      set({ connecting });
      if (connecting === null) get().hands?.focus();
    },
    connect: (way, to) => {
      const flow = get().openFlow?.flow;
      const [from, target] = [
        flow === undefined ? undefined : stepOf(flow, way.from),
        to === null || flow === undefined ? undefined : stepOf(flow, to),
      ];
      set({ connecting: null });
      if (from !== undefined)
        edit(
          to === null ? unlink(way) : linkSteps({ ...way, to }),
          target === undefined ? `disconnect ${stepTitle(from)}` : `connect ${stepTitle(from)} to ${stepTitle(target)}`,
        );
      get().hands?.focus();
    },
  };
};

function placeAfter(move: RowMove, at: number, count: number): number {
  const by = { up: -1, down: 1, 'page-up': -PAGE_ROWS, 'page-down': PAGE_ROWS, first: -count, last: count, in: 0, out: 0 }[move];
  return Math.max(0, Math.min(count - 1, at + by));
}

/** The rows of the outline as they are seen. */
const shownRows = ({ openFlow, foldedSteps }: Studio) => (openFlow === null ? [] : unfoldedRows(outlineRows(openFlow.flow), foldedSteps));
