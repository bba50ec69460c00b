import type { z } from 'zod';
import type { StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { Flow, Step } from './flow.ts';
import { asJson } from './json-changes.ts';
import { mergeGroups, mergeLayout, mergeNotes } from './merge-canvas.ts';
import { conflictId, type MergeChoices, type MergeConflict } from './merge-conflict.ts';
import type { ThreeFlows, ThreeValues } from './merge-json.ts';
import { mergeOrder, ordersConflict } from './merge-order.ts';
import { mergeUnit, type MergedUnit } from './merge-unit.ts';

export interface FlowMerge {
  /** What is not chosen yet stands in it as this flow has it. */
  readonly flow: Flow;
  /** First what concerns the flow as a whole, then step by step. The same for every choice. */
  readonly conflicts: readonly MergeConflict[];
}

/**
 * What this flow becomes when it takes in what changed in its parent since both were the same: three-way, step by step by their ids, field by field.
 * What only one side changed is taken; what both changed differently is a conflict, for a person to settle in `choices`. Merging commutes where
 * there is no conflict. Places, groups and the sizes of notes never conflict: where both moved something, this flow's stands.
 * Whether the outcome can run is `checkFlow`'s to say: one side may have removed what the other began to use.
 */
export function mergeFlows({ base, ours, theirs }: ThreeFlows, choices: MergeChoices = {}): FlowMerge {
  const head = mergeHead({ base, ours, theirs }, choices);
  const steps = mergeSteps({ base, ours, theirs }, choices);
  const notes = mergeNotes({ base, ours, theirs }, choices);
  const { format, pulled } = ours;
  return {
    flow: {
      format,
      ...head.fields,
      steps: [...steps.steps],
      ...notes.fields,
      ...mergeGroups({ base, ours, theirs }, steps.steps),
      ...mergeLayout({ base, ours, theirs }, steps.steps),
      ...(pulled === undefined ? {} : { pulled }),
    },
    conflicts: [...head.conflicts, ...steps.conflicts, ...notes.conflicts],
  };
}

function mergeHead({ base, ours, theirs }: ThreeFlows, choices: MergeChoices) {
  const merge = <Value>(
    field: 'name' | 'description' | 'trigger' | 'packet' | 'context' | 'start',
    schema: z.ZodType<Value>,
    isMergeable = true,
  ): MergedUnit<Value> => {
    const values = { base: jsonOf(base[field]), ours: jsonOf(ours[field]), theirs: jsonOf(theirs[field]) };
    return mergeUnit({ stepId: null, path: [field], schema, values, isMergeable }, choices);
  };
  const { shape } = Flow;
  const name = merge('name', shape.name);
  const description = merge('description', shape.description);
  // A trigger of one kind has none of the other's fields.
  const trigger = merge('trigger', shape.trigger, ours.trigger.on === theirs.trigger.on);
  const packet = merge('packet', shape.packet);
  const context = merge('context', shape.context);
  const start = merge('start', shape.start);
  return {
    fields: {
      name: name.value ?? ours.name,
      ...(description.value === undefined ? {} : { description: description.value }),
      trigger: trigger.value ?? ours.trigger,
      packet: packet.value ?? ours.packet,
      ...(context.value === undefined ? {} : { context: context.value }),
      ...(start.value === undefined ? {} : { start: start.value }),
    },
    conflicts: [name, description, trigger, packet, context, start].flatMap(({ conflicts }) => conflicts),
  };
}

function mergeSteps({ base, ours, theirs }: ThreeFlows, choices: MergeChoices) {
  const [was, mine, other] = [base, ours, theirs].map(stepsById);
  const orders = { base: idsOf(base), ours: idsOf(ours), theirs: idsOf(theirs) };
  const merged = new Map<string, Step>();
  const conflicts = new Map<string, readonly MergeConflict[]>();
  for (const id of new Set([...orders.ours, ...orders.theirs])) {
    const [before, here, there] = [was?.get(id), mine?.get(id), other?.get(id)];
    const isMergeable = here !== undefined && there !== undefined && here.kind === there.kind;
    // What another kind of step was set to means nothing in this one.
    const began = isMergeable && before !== undefined && before.kind !== here.kind ? undefined : before;
    const values: ThreeValues = { base: asJson(began), ours: asJson(here), theirs: asJson(there) };
    const unit = mergeUnit({ stepId: id, path: [], schema: Step, values, isMergeable }, choices);
    if (unit.value !== undefined) merged.set(id, unit.value);
    conflicts.set(id, unit.conflicts);
  }
  const names = new Set(merged.keys());
  const order = orderOf(names, orders, choices);
  return {
    steps: order.ids.flatMap(id => merged.get(id) ?? []),
    conflicts: [...order.conflicts, ...mergeOrder(new Set(conflicts.keys()), orders, 'ours').flatMap(id => conflicts.get(id) ?? [])],
  };
}

function orderOf(names: ReadonlySet<string>, orders: Readonly<Record<keyof ThreeFlows, readonly StepId[]>>, choices: MergeChoices) {
  if (!ordersConflict(names, orders)) return { ids: mergeOrder(names, orders, 'ours'), conflicts: [] };
  const id = conflictId(null, ['steps']);
  const choice = Object.hasOwn(choices, id) ? choices[id] : undefined;
  const conflict: MergeConflict = { id, stepId: null, path: ['steps'], ...orders, fault: null };
  return { ids: mergeOrder(names, orders, choice?.take === 'theirs' ? 'theirs' : 'ours'), conflicts: [conflict] };
}

const stepsById = ({ steps }: Flow): ReadonlyMap<string, Step> => new Map(steps.map(step => [step.id, step]));
const idsOf = ({ steps }: Flow): readonly StepId[] => steps.map(({ id }) => id);
const jsonOf = (value: unknown): Json | undefined => value as Json | undefined; // true: flows are read from JSON, and their absent fields are absent
