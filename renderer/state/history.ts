import { ok, type Result } from '../../engine/base/result.ts';
import { editFlow, type FlowEdit, type FlowEditProblem } from '../../engine/flow/flow-edit.ts';
import type { Flow } from '../../engine/flow/flow.ts';

/** Something that was done to a flow, and how it is taken back. Both lists are carried out in their order. */
export interface Deed {
  /** Stands after “Undo”: `move 3 steps`. */
  readonly label: string;
  readonly edits: readonly FlowEdit[];
  readonly undo: readonly FlowEdit[];
  /** Deeds that follow each other quickly under one name become one; null stands alone. */
  readonly series: string | null;
  readonly atUs: number;
}

/** Deeds done and deeds taken back, the latest last. Selection and view are no part of it. */
export interface History {
  readonly done: readonly Deed[];
  readonly undone: readonly Deed[];
}

export const NO_HISTORY: History = { done: [], undone: [] };

export interface Drawn {
  readonly flow: Flow;
  readonly history: History;
}

/** How long a series stays open after its last deed. */
const SERIES_US = 1_000_000;
const MOST_DEEDS = 1_000;

/** Carries out edits as one deed. All of them or none: the first that is refused leaves everything as it was. */
export function done(
  { flow, history }: Drawn,
  edits: readonly FlowEdit[],
  { label, series = null, atUs }: { readonly label?: string; readonly series?: string | null; readonly atUs: number },
): Result<Drawn, FlowEditProblem> {
  const edited = carryOut(flow, edits);
  if (!edited.ok) return edited;
  const deed: Deed = { label: label ?? edited.value.label, edits, undo: edited.value.undo, series, atUs };
  return ok({ flow: edited.value.flow, history: { done: joined(history, deed).slice(-MOST_DEEDS), undone: [] } });
}

function joined({ done: past, undone }: History, deed: Deed): readonly Deed[] {
  const last = past.at(-1);
  const isSeries =
    last !== undefined && undone.length === 0 && deed.series !== null && last.series === deed.series && deed.atUs - last.atUs < SERIES_US;
  return isSeries
    ? [...past.slice(0, -1), { ...deed, edits: [...last.edits, ...deed.edits], undo: [...deed.undo, ...last.undo] }]
    : [...past, deed];
}

/** The last deed taken back; unchanged when there is none. */
export function takenBack({ flow, history }: Drawn): Result<Drawn, FlowEditProblem> {
  const deed = history.done.at(-1);
  if (deed === undefined) return ok({ flow, history });
  const edited = carryOut(flow, deed.undo);
  return edited.ok
    ? ok({ flow: edited.value.flow, history: { done: history.done.slice(0, -1), undone: [...history.undone, deed] } })
    : edited;
}

/** The deed that was taken back last, done again; unchanged when there is none. */
export function doneAgain({ flow, history }: Drawn): Result<Drawn, FlowEditProblem> {
  const deed = history.undone.at(-1);
  if (deed === undefined) return ok({ flow, history });
  const edited = carryOut(flow, deed.edits);
  return edited.ok
    ? ok({ flow: edited.value.flow, history: { done: [...history.done, deed], undone: history.undone.slice(0, -1) } })
    : edited;
}

function carryOut(
  flow: Flow,
  edits: readonly FlowEdit[],
): Result<{ flow: Flow; undo: readonly FlowEdit[]; label: string }, FlowEditProblem> {
  let at = flow;
  let undo: readonly FlowEdit[] = [];
  let label = '';
  for (const edit of edits) {
    const edited = editFlow(at, edit);
    if (!edited.ok) return edited;
    at = edited.value.flow;
    undo = [...edited.value.undo, ...undo];
    label ||= edited.value.label;
  }
  return ok({ flow: at, undo, label });
}
