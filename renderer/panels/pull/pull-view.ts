import { checkFlow } from '../../../engine/flow/check-flow.ts';
import { diffFlows } from '../../../engine/flow/diff-flows.ts';
import type { FlowCatalog } from '../../../engine/flow/flow-catalog.ts';
import type { FlowDiff } from '../../../engine/flow/flow-change.ts';
import { stepOf, stepTitle, type Flow } from '../../../engine/flow/flow.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { MergeChoices, MergeConflict } from '../../../engine/flow/merge-conflict.ts';
import { mergeFlows } from '../../../engine/flow/merge-flows.ts';
import type { ThreeFlows } from '../../../engine/flow/merge-json.ts';
import { conflictWords, type ConflictWords } from '../../../engine/flow/merge-words.ts';
import { LINK_FIELDS } from '../../../engine/flow/with-link.ts';
import type { StepId } from '../../../engine/base/ids.ts';
import { stepDifferences, type StepDifference } from '../compare/step-differences.ts';

/** A conflict as it is asked. */
export interface AskedConflict {
  readonly conflict: MergeConflict;
  readonly words: ConflictWords;
  /** `step`: the values are steps' ids. `whole`: a step that one side removed or made another kind, where nothing can be typed. */
  readonly holds: 'text' | 'json' | 'step' | 'whole' | 'order';
  readonly isSettled: boolean;
}

/** What a fork becomes by a pull, as far as it is settled. */
export interface PullView {
  readonly flow: Flow;
  readonly conflicts: readonly AskedConflict[];
  readonly open: number;
  /** What that changes in the fork. */
  readonly taken: FlowDiff;
  readonly marks: Readonly<Record<StepId, StepDifference>>;
  /** What is wrong with the outcome and is not with the fork as it is now, as sentences. */
  readonly problems: readonly string[];
}

/** The preview of a pull, from three flows and what was chosen. */
export function pullView(flows: ThreeFlows, choices: MergeChoices, catalog: FlowCatalog | null): PullView {
  const { flow, conflicts } = mergeFlows(flows, choices);
  const words = conflictWords(flows, conflicts, catalog);
  const asked = conflicts.flatMap((conflict, index): readonly AskedConflict[] => {
    const said = words[index];
    const isSettled = Object.hasOwn(choices, conflict.id) && conflict.fault === null;
    return said === undefined ? [] : [{ conflict, words: said, holds: heldBy(conflict), isSettled }];
  });
  const taken = diffFlows(flows.ours, flow, catalog);
  const marks: Record<StepId, StepDifference> = { ...stepDifferences(flows.ours, flow, taken, 'hidden') };
  for (const { conflict, isSettled } of asked) if (conflict.stepId !== null && !isSettled) marks[conflict.stepId] = 'conflict';
  return {
    flow,
    conflicts: asked,
    open: asked.filter(({ isSettled }) => !isSettled).length,
    taken,
    marks,
    problems: newProblems(flows.ours, flow, catalog),
  };
}

function heldBy({ stepId, path, base, ours, theirs }: MergeConflict): AskedConflict['holds'] {
  if (path.length === 0) return 'whole';
  const [head, field] = [path[0], path.at(-1)];
  if (stepId === null) {
    if (head === 'steps') return 'order';
    if (head === 'start') return 'step';
  } else if (path.length === (head === 'config' ? 2 : 1) && LINK_FIELDS.some(link => link === field)) return 'step';
  return [base, ours, theirs].every(value => value === undefined || typeof value === 'string') ? 'text' : 'json';
}

function newProblems(ours: Flow, merged: Flow, catalog: FlowCatalog | null): readonly string[] {
  if (catalog === null) return [];
  const errors = (flow: Flow) => checkFlow(flow, catalog).flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
  const known = new Set(errors(ours));
  return [...new Set(errors(merged))].filter(message => !known.has(message));
}

/** A side's value as a person reads it: a text as it stands, a step by its title, anything else as JSON. */
export function valueText(
  value: Json | undefined,
  { holds }: Pick<AskedConflict, 'holds'>,
  { ours, theirs }: Pick<ThreeFlows, 'ours' | 'theirs'>,
): string {
  if (value === undefined) return holds === 'whole' ? 'No such step' : 'Nothing';
  const title = (id: string): string => {
    const step = stepOf(ours, id) ?? stepOf(theirs, id);
    return step === undefined ? id : stepTitle(step);
  };
  if (typeof value === 'string') return holds !== 'step' ? value : value === 'halt' ? 'Halt the run' : title(value);
  if (holds === 'order' && Array.isArray(value)) return value.map(id => title(String(id))).join(' → ');
  return JSON.stringify(value, null, 2);
}
