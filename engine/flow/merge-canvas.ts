import type { StepId } from '../base/ids.ts';
import { Note, type Flow, type Group, type Place, type Step } from './flow.ts';
import { asJson } from './json-changes.ts';
import type { MergeChoices, MergeConflict } from './merge-conflict.ts';
import { sameJson, type ThreeFlows, type ThreeValues } from './merge-json.ts';
import { mergeOrder } from './merge-order.ts';
import { mergeUnit } from './merge-unit.ts';
import { withGroups } from './with-groups.ts';

/** Notes by their ids; the text of one is a conflict where both wrote it anew. */
export function mergeNotes(
  { base, ours, theirs }: ThreeFlows,
  choices: MergeChoices,
): { readonly fields: Pick<Flow, 'notes'>; readonly conflicts: readonly MergeConflict[] } {
  const sides = [base, ours, theirs].map(({ notes = [] }) => new Map(notes.map(note => [note.id, note])));
  const [was, mine, other] = sides;
  const orders = { base: noteIds(base), ours: noteIds(ours), theirs: noteIds(theirs) };
  const conflicts: MergeConflict[] = [];
  const merged = new Map<string, Note>();
  for (const id of new Set([...orders.ours, ...orders.theirs])) {
    const [before, here, there] = [was?.get(id), mine?.get(id), other?.get(id)];
    const note = one(before, here, there);
    if (note === undefined) continue;
    const text: ThreeValues = { base: before?.text, ours: here?.text, theirs: there?.text };
    const settled = here === undefined || there === undefined ? note.text : mergeText(['notes', id, 'text'], text, choices, conflicts);
    merged.set(id, { ...note, text: settled });
  }
  const notes = mergeOrder(new Set(merged.keys()), orders, 'ours').flatMap(id => merged.get(id) ?? []);
  return { fields: notes.length === 0 ? {} : { notes }, conflicts };
}

function mergeText(path: readonly string[], values: ThreeValues, choices: MergeChoices, conflicts: MergeConflict[]): string {
  const unit = mergeUnit({ stepId: null, path, schema: Note.shape.text, values, isMergeable: false }, choices);
  conflicts.push(...unit.conflicts);
  return unit.value ?? '';
}

/** Groups by their ids, with who joined and who left on either side. */
export function mergeGroups({ base, ours, theirs }: ThreeFlows, steps: readonly Step[]): Pick<Flow, 'groups'> {
  const [was, mine, other] = [base, ours, theirs].map(({ groups = [] }) => new Map(groups.map(group => [group.id, group])));
  const ids = new Set(steps.map(({ id }) => id));
  const groups = [...new Set([...(mine?.keys() ?? []), ...(other?.keys() ?? [])])].flatMap((id): Group[] => {
    const [before, here, there] = [was?.get(id), mine?.get(id), other?.get(id)];
    const group = one(before, here, there);
    if (group === undefined) return [];
    const stepIds = here === undefined || there === undefined ? group.stepIds : members(before?.stepIds ?? [], here.stepIds, there.stepIds);
    return [{ ...group, stepIds: stepIds.filter(stepId => ids.has(stepId)) }];
  });
  return withGroups(groups);
}

/** Who joined on either side is in, who left on either side is out. */
function members(base: readonly StepId[], ours: readonly StepId[], theirs: readonly StepId[]): StepId[] {
  const [before, there] = [new Set(base), new Set(theirs)];
  const here = new Set(ours);
  return [...ours.filter(id => there.has(id) || !before.has(id)), ...theirs.filter(id => !here.has(id) && !before.has(id))];
}

/** Where the steps stand that there are. */
export function mergeLayout({ base, ours, theirs }: ThreeFlows, steps: readonly Step[]): Pick<Flow, 'layout'> {
  const places = steps.flatMap(({ id }) => {
    const place = one<Place>(placeIn(base, id), placeIn(ours, id), placeIn(theirs, id));
    return place === undefined ? [] : [[id, place] as const];
  });
  return places.length === 0 ? {} : { layout: Object.fromEntries(places) };
}

const placeIn = ({ layout }: Flow, id: StepId): Place | undefined =>
  layout !== undefined && Object.hasOwn(layout, id) ? layout[id] : undefined;

/** One side's where only that changed, this flow's where both did; what one side changed is not lost because the other removed it. */
function one<Part extends object>(base: Part | undefined, ours: Part | undefined, theirs: Part | undefined): Part | undefined {
  if (sameJson(asJson(base), asJson(theirs))) return ours;
  return sameJson(asJson(base), asJson(ours)) ? theirs : (ours ?? theirs);
}

const noteIds = ({ notes = [] }: Flow): readonly string[] => [...new Set(notes.map(({ id }) => id))];
