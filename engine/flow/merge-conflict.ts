import { z } from 'zod';
import type { StepId } from '../base/ids.ts';
import { JsonValue, type Json } from '../base/json.ts';
import type { MergePath, ThreeValues } from './merge-json.ts';

/** What is to stand where both sides changed the same place: what this flow has, what its parent has, or something else. */
export const MergeChoice = z.discriminatedUnion('take', [
  z.object({ take: z.literal('ours') }),
  z.object({ take: z.literal('theirs') }),
  z.object({ take: z.literal('typed'), value: JsonValue }),
]);
export type MergeChoice = z.infer<typeof MergeChoice>;

/** By the conflict's id. */
export type MergeChoices = Readonly<Record<string, MergeChoice>>;

/** A place that both sides changed, each in its own way. */
export interface MergeConflict extends ThreeValues {
  /** The same for the same three versions; choices are told by it. */
  readonly id: string;
  /** Null where it concerns the flow as a whole. */
  readonly stepId: StepId | null;
  /** Inside the step or the flow; empty where one side removed a step that the other changed, or made it another kind. */
  readonly path: MergePath;
  /** Why what was chosen cannot stand there, as a sentence; what this flow has stands there instead. */
  readonly fault: string | null;
}

export const conflictId = (stepId: StepId | null, path: MergePath): string => JSON.stringify([stepId, ...path]);

/** What stands in the place of a conflict; this flow's own where nothing was chosen. */
export function chosenValue(choice: MergeChoice | undefined, { ours, theirs }: ThreeValues): Json | undefined {
  if (choice === undefined || choice.take === 'ours') return ours;
  return choice.take === 'theirs' ? theirs : choice.value;
}
