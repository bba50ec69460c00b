import { STEP_DEFINITIONS } from '../steps/step-definitions.ts';
import { changedValue, type Naming } from './change-sentence.ts';
import { diffHead } from './diff-head.ts';
import { diffStep } from './diff-step.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { FlowChange, FlowDiff } from './flow-change.ts';
import { stepTitle, type Flow, type Step } from './flow.ts';
import { interleaved } from './interleaved.ts';
import { asJson, jsonChanges } from './json-changes.ts';

/**
 * What a flow does otherwise than another, step by step by their ids: first what concerns the flow as a whole, then the steps in the order of the
 * new flow, a removed one where it stood. With a catalog, inputs and payloads are called what their skills and actions call them.
 * No change is said for what no run could notice: places, notes, groups, the spacing of expressions; `layoutOnly` then tells that there is such a difference.
 */
export function diffFlows(was: Flow, is: Flow, catalog: FlowCatalog | null = null): FlowDiff {
  const [before, after] = [stepsById(was), stepsById(is)];
  const naming: Naming = { was: id => nameOf(before, id), is: id => (after.has(id) ? nameOf(after, id) : nameOf(before, id)) };
  const changes = [
    ...diffHead(was, is, naming),
    ...orderChange(was, is, before, after),
    ...interleaved(idsOf(was), idsOf(is)).flatMap(id => {
      const [old, now] = [before.get(id), after.get(id)];
      if (old === undefined) return now === undefined ? [] : [stepAdded(now)];
      return now === undefined ? [stepRemoved(old)] : diffStep(old, now, naming, catalog);
    }),
  ];
  return { changes, layoutOnly: changes.length === 0 && jsonChanges(asJson(was), asJson(is)).length > 0 };
}

const idsOf = ({ steps }: Flow): readonly string[] => steps.map(({ id }) => id);

const stepsById = ({ steps }: Flow): ReadonlyMap<string, Step> => new Map(steps.map(step => [step.id, step]));

function nameOf(steps: ReadonlyMap<string, Step>, stepId: string): string {
  const step = steps.get(stepId);
  return step === undefined ? stepId : stepTitle(step);
}

const stepAdded = (step: Step): FlowChange => ({
  kind: 'step-added',
  stepId: step.id,
  ...changedValue(undefined, asJson(step)),
  sentence: `“${stepTitle(step)}” (${STEP_DEFINITIONS[step.kind].title}) was added.`,
});

const stepRemoved = (step: Step): FlowChange => ({
  kind: 'step-removed',
  stepId: step.id,
  ...changedValue(asJson(step), undefined),
  sentence: `“${stepTitle(step)}” (${STEP_DEFINITIONS[step.kind].title}) was removed.`,
});

/** The order of the list moves no run, but it is part of the version. */
function orderChange(was: Flow, is: Flow, before: ReadonlyMap<string, Step>, after: ReadonlyMap<string, Step>): readonly FlowChange[] {
  const old = was.steps.map(({ id }) => id).filter(id => after.has(id));
  const now = is.steps.map(({ id }) => id).filter(id => before.has(id));
  if (old.every((id, index) => id === now[index])) return [];
  const sentence = 'The steps stand in another order in the list. Where each leads is told step by step.';
  return [{ kind: 'order', path: 'steps', ...changedValue(old, now), sentence }];
}
