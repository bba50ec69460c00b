import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { StepId } from '../base/ids.ts';
import { Flow, Place, Step } from './flow.ts';

const Head = Flow.omit({ steps: true, layout: true, start: true });

/** A difference between two flows by step id: null takes a step, a place or the start away; what is absent stays. */
export const FlowPatch = z.object({
  steps: z.record(StepId, Step.nullable()),
  /** Ids in their order, where it changed. */
  order: z.array(StepId).optional(),
  layout: z.record(StepId, Place.nullable()),
  /** False when there was no layout at all. */
  hasLayout: z.boolean(),
  start: StepId.nullable().optional(),
  /** Everything else of the flow, where any of it changed. */
  head: Head.optional(),
});
export type FlowPatch = z.infer<typeof FlowPatch>;

/** The patch that makes `to` of `from`; null when they are equal. */
export function patchBetween(from: Flow, to: Flow): FlowPatch | null {
  const order = to.steps.map(({ id }) => id);
  const patch: FlowPatch = {
    steps: changed(byId(from), byId(to)),
    ...(same(
      from.steps.map(({ id }) => id),
      order,
    )
      ? {}
      : { order }),
    layout: changed(from.layout ?? {}, to.layout ?? {}),
    hasLayout: to.layout !== undefined,
    ...(from.start === to.start ? {} : { start: to.start ?? null }),
    ...(same(headOf(from), headOf(to)) ? {} : { head: headOf(to) }),
  };
  const isEmpty =
    Object.keys(patch.steps).length === 0 &&
    Object.keys(patch.layout).length === 0 &&
    Object.keys(patch).length === 3 &&
    (from.layout !== undefined) === patch.hasLayout;
  return isEmpty ? null : patch;
}

/** The flow with a patch laid over it. Steps that the patch's order does not name stand at the end. */
export function patchFlow(flow: Flow, patch: FlowPatch): Flow {
  const steps = merged(byId(flow), patch.steps);
  const order = patch.order ?? flow.steps.map(({ id }) => id);
  const listed = new Set<string>(order);
  const ids = [...order, ...Object.keys(steps).filter(id => !listed.has(id))];
  const layout = merged<Place>(flow.layout ?? {}, patch.layout);
  const { notes, groups, ...head } = patch.head ?? headOf(flow);
  const start = patch.start === undefined ? flow.start : (patch.start ?? undefined);
  return {
    ...head,
    ...(start === undefined ? {} : { start }),
    steps: ids.flatMap(id => own(steps, id) ?? []),
    ...(notes === undefined ? {} : { notes }),
    ...(groups === undefined ? {} : { groups }),
    ...(patch.hasLayout || Object.keys(layout).length > 0 ? { layout } : {}),
  };
}

const byId = (flow: Flow): Record<string, Step> => Object.fromEntries(flow.steps.map(step => [step.id, step]));

function headOf({ steps: _steps, layout: _layout, start: _start, ...head }: Flow): z.infer<typeof Head> {
  return head;
}

function changed<Value>(from: Readonly<Record<string, Value>>, to: Readonly<Record<string, Value>>): Record<string, Value | null> {
  const ids = new Set([...Object.keys(from), ...Object.keys(to)]);
  return Object.fromEntries([...ids].filter(id => !same(own(from, id), own(to, id))).map(id => [id, own(to, id) ?? null]));
}

function merged<Value>(values: Readonly<Record<string, Value>>, changes: Readonly<Record<string, Value | null>>): Record<string, Value> {
  return Object.fromEntries(Object.entries({ ...values, ...changes }).filter((entry): entry is [string, Value] => entry[1] !== null));
}

/** A step may be called `constructor`, which every object has, but not as its own. */
const own = <Value>(values: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(values, id) ? values[id] : undefined;

const same = (a: unknown, b: unknown): boolean => a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
