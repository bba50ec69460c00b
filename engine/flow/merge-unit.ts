import type { z } from 'zod';
import type { StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { chosenValue, conflictId, type MergeChoices, type MergeConflict } from './merge-conflict.ts';
import { mergeJson, mergeWhole, type MergePath, type ThreeValues } from './merge-json.ts';

/** A part of a flow that is valid or not by itself: a step, the trigger, the slices. */
export interface MergeUnit<Value> {
  readonly stepId: StepId | null;
  /** Where it stands in the step or the flow. */
  readonly path: MergePath;
  readonly schema: z.ZodType<Value>;
  readonly values: ThreeValues;
  /** False where the parts of one kind mean nothing in the other: then the unit is one place. */
  readonly isMergeable: boolean;
}

export interface MergedUnit<Value> {
  /** Undefined where the unit is gone. */
  readonly value: Value | undefined;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * One unit, merged place by place. Where what two sides changed does not fit together, although each fits by itself, the unit as a whole is the
 * conflict. What has no choice yet stands as this flow has it.
 */
export function mergeUnit<Value>(unit: MergeUnit<Value>, choices: MergeChoices): MergedUnit<Value> {
  const chosen = attempt(unit, choices);
  if (chosen.fits) return chosen;
  const cautious = attempt(unit, {});
  if (!cautious.fits) return attempt({ ...unit, isMergeable: false }, choices);
  const conflicts = cautious.conflicts.map(conflict => {
    const choice = Object.hasOwn(choices, conflict.id) ? choices[conflict.id] : undefined;
    return choice === undefined || choice.take === 'ours' ? conflict : { ...conflict, fault: chosen.fault };
  });
  return { value: cautious.value, conflicts };
}

interface Attempt<Value> extends MergedUnit<Value> {
  readonly fits: boolean;
  readonly fault: string;
}

function attempt<Value>({ stepId, path: at, schema, values, isMergeable }: MergeUnit<Value>, choices: MergeChoices): Attempt<Value> {
  const conflicts: MergeConflict[] = [];
  const settle = (inside: MergePath, here: ThreeValues): Json | undefined => {
    const path = [...at, ...inside];
    const id = conflictId(stepId, path);
    conflicts.push({ id, stepId, path, ...here, fault: null });
    return chosenValue(Object.hasOwn(choices, id) ? choices[id] : undefined, here);
  };
  const value = isMergeable ? mergeJson(values, settle) : mergeWhole(values, settle);
  if (value === undefined) return { value, conflicts, fits: true, fault: '' };
  const parsed = schema.safeParse(value);
  const issue = parsed.error?.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join(' › ')}: `;
  return {
    value: parsed.data,
    conflicts,
    fits: parsed.success,
    fault: issue === undefined ? '' : `This does not fit: ${place}${issue.message}.`,
  };
}
