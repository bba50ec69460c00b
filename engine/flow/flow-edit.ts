import { z } from 'zod';
import { StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { changeAt, FieldChange } from './change-at.ts';
import { LINK_FIELDS, linkFields, withLink } from './with-link.ts';
import { FlowPatch, patchBetween, patchFlow } from './flow-patch.ts';
import { withGroups } from './with-groups.ts';
import { Flow, Group, Note, Place, Point, Step, stepOf, stepTitle } from './flow.ts';
import { renameStep } from './rename-step.ts';
import { removeSteps } from './remove-steps.ts';

/** A wish to change a flow. Canvas, forms, JSON and outline all say one of these, and all go through `editFlow`. */
export const FlowEdit = z.discriminatedUnion('kind', [
  /** Added at the end, or before the step at index `at`. The first step of an empty flow becomes its start. */
  z.object({
    kind: z.literal('add-steps'),
    steps: z.array(Step).min(1),
    layout: z.record(StepId, Point),
    at: z.int().nonnegative().optional(),
  }),
  /** `heal` joins what came before with what came after. */
  z.object({ kind: z.literal('remove-steps'), stepIds: z.array(StepId).min(1), heal: z.boolean() }),
  /** Paths start at the step, e.g. `['config', 'input', 'notes']`; a change without a value takes the field away. Links are changed by `link`. */
  z.object({ kind: z.literal('change-step'), stepId: StepId, changes: z.array(FieldChange).min(1) }),
  /** `to` null takes the arrow away. */
  z.object({ kind: z.literal('link'), from: StepId, field: z.enum(LINK_FIELDS), to: StepId.nullable() }),
  z.object({ kind: z.literal('move-steps'), to: z.record(StepId, Point) }),
  /** Pins steps where they are said to stand, or lets them go. */
  z.object({ kind: z.literal('pin-steps'), at: z.record(StepId, Point), pinned: z.boolean() }),
  z.object({ kind: z.literal('set-start'), stepId: StepId }),
  /** Gives a step another id; arrows, expressions and its place on the canvas follow. */
  z.object({ kind: z.literal('rename-step'), stepId: StepId, to: StepId }),
  /** Paths start at the flow: name, description, trigger, packet, context. */
  z.object({ kind: z.literal('change-flow'), changes: z.array(FieldChange).min(1) }),
  z.object({ kind: z.literal('set-notes'), notes: z.array(Note).max(1000) }),
  /** Those without a step of the flow are left out. */
  z.object({ kind: z.literal('set-groups'), groups: z.array(Group).max(1000) }),
  z.object({ kind: z.literal('replace-flow'), flow: Flow }),
  /** What undo and redo say: by step id, so that it holds after other edits too. */
  z.object({ kind: z.literal('patch'), patch: FlowPatch, label: z.string() }),
]);
export type FlowEdit = z.infer<typeof FlowEdit>;

/** Why an edit was refused; the flow is as it was. */
export interface FlowEditProblem {
  readonly code: 'no-such-step' | 'step-exists' | 'no-such-link' | 'does-not-fit' | 'not-here';
  readonly message: string;
}

export interface EditedFlow {
  readonly flow: Flow;
  /** Edits that give back the very flow from before. Empty when nothing changed. */
  readonly undo: readonly FlowEdit[];
  /** What was done, to stand after “Undo”: `move 3 steps`. */
  readonly label: string;
}

/** The flow after an edit, with what undoes it. Pure; gives a flow that the schema takes, or refuses and says why. */
export function editFlow(flow: Flow, edit: FlowEdit): Result<EditedFlow, FlowEditProblem> {
  const edited = apply(flow, edit);
  if (!edited.ok) return edited;
  const patch = patchBetween(edited.value, flow);
  const label = labelOf(flow, edit);
  return ok({ flow: edited.value, undo: patch === null ? [] : [{ kind: 'patch', patch, label }], label });
}

function apply(flow: Flow, edit: FlowEdit): Result<Flow, FlowEditProblem> {
  switch (edit.kind) {
    case 'add-steps':
      return addSteps(flow, edit);
    case 'remove-steps':
      return ok(removeSteps(flow, edit.stepIds, edit.heal));
    case 'change-step':
      return changeStep(flow, edit);
    case 'link':
      return link(flow, edit);
    case 'move-steps':
      return ok({ ...flow, layout: { ...flow.layout, ...onlySteps(flow, edit.to, id => flow.layout?.[id]?.pinned === true) } });
    case 'pin-steps':
      return ok({ ...flow, layout: { ...flow.layout, ...onlySteps(flow, edit.at, () => edit.pinned) } });
    case 'set-start':
      return stepOf(flow, edit.stepId) === undefined ? noSuchStep(edit.stepId) : ok({ ...flow, start: edit.stepId });
    case 'rename-step':
      if (stepOf(flow, edit.stepId) === undefined) return noSuchStep(edit.stepId);
      return edit.to !== edit.stepId && stepOf(flow, edit.to) !== undefined
        ? stepExists(edit.to)
        : ok(renameStep(flow, edit.stepId, edit.to));
    case 'change-flow':
      return changeFlow(flow, edit.changes);
    case 'set-notes': {
      const { notes: _before, ...rest } = flow;
      return ok(edit.notes.length === 0 ? rest : { ...flow, notes: edit.notes });
    }
    case 'set-groups': {
      const { groups: _before, ...rest } = flow;
      const known = new Set<string>(flow.steps.map(({ id }) => id));
      return ok({ ...rest, ...withGroups(edit.groups.map(group => ({ ...group, stepIds: group.stepIds.filter(id => known.has(id)) }))) });
    }
    case 'replace-flow': {
      const ids = edit.flow.steps.map(({ id }) => id);
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      return twice === undefined ? ok(edit.flow) : stepExists(twice);
    }
    case 'patch':
      return ok(patchFlow(flow, edit.patch));
    default:
      return neverHere(edit);
  }
}

function addSteps(flow: Flow, { steps, layout, at }: Extract<FlowEdit, { kind: 'add-steps' }>): Result<Flow, FlowEditProblem> {
  const taken = new Set(flow.steps.map(({ id }): string => id));
  for (const { id } of steps) {
    if (taken.has(id)) return stepExists(id);
    taken.add(id);
  }
  const place = at ?? flow.steps.length;
  const all = [...flow.steps.slice(0, place), ...steps, ...flow.steps.slice(place)];
  if (all.length > 10_000) return refused({ code: 'does-not-fit', message: 'A flow has 10,000 steps at most.' });
  const start = flow.start ?? steps[0]?.id;
  return ok({ ...flow, ...(start === undefined ? {} : { start }), steps: all, layout: { ...flow.layout, ...layout } });
}

function changeStep(flow: Flow, { stepId, changes }: Extract<FlowEdit, { kind: 'change-step' }>): Result<Flow, FlowEditProblem> {
  const step = stepOf(flow, stepId);
  if (step === undefined) return noSuchStep(stepId);
  const fixed = changes.find(({ path: [head] }) => head === 'id' || head === 'kind');
  if (fixed !== undefined)
    return refused({ code: 'not-here', message: 'A step keeps its kind for life, and its id is changed by renaming it.' });
  const changed = Step.safeParse(changeAt(JsonValue.parse(step), changes));
  if (!changed.success) return refused({ code: 'does-not-fit', message: sentenceOf(changed.error, stepTitle(step)) });
  return ok({ ...flow, steps: flow.steps.map(each => (each.id === stepId ? changed.data : each)) });
}

function link(flow: Flow, { from, field, to }: Extract<FlowEdit, { kind: 'link' }>): Result<Flow, FlowEditProblem> {
  const step = stepOf(flow, from);
  if (step === undefined) return noSuchStep(from);
  if (to !== null && stepOf(flow, to) === undefined) return noSuchStep(to);
  if (!linkFields(step).includes(field))
    return refused({ code: 'no-such-link', message: `“${stepTitle(step)}” has no way out called ${field}.` });
  return ok({ ...flow, steps: flow.steps.map(each => (each.id === from ? withLink(each, field, to) : each)) });
}

const HEAD_FIELDS = new Set<unknown>(['name', 'description', 'trigger', 'packet', 'context']);

function changeFlow(flow: Flow, changes: readonly FieldChange[]): Result<Flow, FlowEditProblem> {
  if (changes.some(({ path: [head] }) => !HEAD_FIELDS.has(head)))
    return refused({ code: 'not-here', message: 'Only the name, description, trigger, packet and context are changed here.' });
  const changed = Flow.safeParse(changeAt(JsonValue.parse(flow), changes));
  return changed.success ? ok(changed.data) : refused({ code: 'does-not-fit', message: sentenceOf(changed.error, 'The flow') });
}

/** Places of steps that are there; a step deleted in the meantime moves nowhere. */
const onlySteps = (flow: Flow, places: Readonly<Record<StepId, Point>>, isPinned: (stepId: StepId) => boolean): Record<StepId, Place> =>
  Object.fromEntries(
    flow.steps.flatMap(({ id }) => {
      const place = Object.hasOwn(places, id) ? places[id] : undefined;
      return place === undefined ? [] : [[id, isPinned(id) ? { ...place, pinned: true as const } : place] as const];
    }),
  );

const stepExists = (stepId: string): Result<never, FlowEditProblem> =>
  refused({ code: 'step-exists', message: `There is a step “${stepId}” already. Give the other one another id.` });

const noSuchStep = (stepId: string): Result<never, FlowEditProblem> =>
  refused({ code: 'no-such-step', message: `There is no step “${stepId}” any more.` });

function sentenceOf({ issues: [issue] }: z.ZodError, what: string): string {
  return issue === undefined ? `${what} does not fit.` : `${what}: ${issue.path.join('.') || 'the value'}: ${issue.message}.`;
}

function labelOf(flow: Flow, edit: FlowEdit): string {
  const name = (stepId: string): string => {
    const step = stepOf(flow, stepId);
    return step === undefined ? stepId : stepTitle(step);
  };
  const count = (ids: readonly string[]): string => (ids.length === 1 ? name(ids[0] ?? '') : `${String(ids.length)} steps`);
  switch (edit.kind) {
    case 'add-steps':
      return edit.steps.length === 1 && edit.steps[0] !== undefined
        ? `add ${stepTitle(edit.steps[0])}`
        : `add ${String(edit.steps.length)} steps`;
    case 'remove-steps':
      return `delete ${count(edit.stepIds)}`;
    case 'change-step':
      return `change ${name(edit.stepId)}`;
    case 'link':
      return edit.to === null ? `disconnect ${name(edit.from)}` : `connect ${name(edit.from)} to ${name(edit.to)}`;
    case 'move-steps':
      return `move ${count(Object.keys(edit.to))}`;
    case 'pin-steps':
      return `${edit.pinned ? 'pin' : 'let go'} ${count(Object.keys(edit.at))}`;
    case 'set-start':
      return `start with ${name(edit.stepId)}`;
    case 'rename-step':
      return `call ${edit.stepId} ${edit.to}`;
    case 'change-flow':
      return 'change the flow';
    case 'set-notes':
      return 'change notes';
    case 'set-groups':
      return 'change groups';
    case 'replace-flow':
      return 'edit as JSON';
    case 'patch':
      return edit.label;
    default:
      return neverHere(edit);
  }
}
