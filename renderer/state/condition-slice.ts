import { isDefinedError, safe } from '@orpc/client';
import type { StepId } from '../../engine/base/ids.ts';
import type { ConditionTrial } from '../../engine/contract/condition-trial.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** What a condition came to on the workspace's packets. */
export interface TriedCondition {
  readonly stepId: StepId;
  /** That was tried; what is typed may be further on. */
  readonly expression: string;
  readonly trials: readonly ConditionTrial[];
  /** Packets beyond those that were tried. */
  readonly left: number;
}

/** Conditions tried on packets while they are typed. */
export interface ConditionSlice {
  /** The last answer; null before the first, and after one that could not be given. */
  readonly triedCondition: TriedCondition | null;
  /** Why there is none, as a sentence. */
  readonly conditionTrouble: string | null;
  /** Asks once the hand rests. Of several questions only the last one's answer is shown. */
  readonly tryConditionSoon: (stepId: StepId, expression: string) => void;
}

const TRY_AFTER_MS = 250;

export const conditionSlice: Slice<ConditionSlice> =
  ({ host, later }) =>
  (set, get) => {
    let callOff = (): void => undefined;
    let asked = 0;
    const ask = async (stepId: StepId, expression: string) => {
      const mine = ++asked;
      const flowId = get().openFlow?.flowId;
      if (flowId === undefined) return;
      const { error, data } = await safe(host.flows.tryCondition({ flowId, stepId, expression }));
      if (mine !== asked) return;
      if (error === null) set({ triedCondition: { stepId, expression, ...data }, conditionTrouble: null });
      // What is no expression yet is told by its field, with its place.
      else if (!isDefinedError(error)) set({ triedCondition: null, conditionTrouble: failureSentence(error) });
    };
    return {
      triedCondition: null,
      conditionTrouble: null,
      tryConditionSoon: (stepId, expression) => {
        callOff();
        callOff = later(TRY_AFTER_MS, () => void ask(stepId, expression));
      },
    };
  };
