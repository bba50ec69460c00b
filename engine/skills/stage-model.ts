import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { Model, ModelClass, ModelUsage, SourceText } from '../models/model.ts';
import { askModel } from './ask-model.ts';
import type { Skill, Stage } from './skill.ts';

/** What a stage cost, told retries included. Empty as long as no model was asked. */
export interface StageSpending {
  readonly usage: ModelUsage;
  readonly costMicroUsd: number;
  /** Of the last answer. */
  readonly responseModel: string | null;
  readonly finishReason: string | null;
  /** Answers that were paid for. */
  readonly calls: number;
  /** As it was last asked; the stage's own while no model was. */
  readonly prompt: string;
}

/** Of a stage that asked nobody. */
export const NOTHING_SPENT: StageSpending = {
  usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, reasoningTokens: 0 },
  costMicroUsd: 0,
  responseModel: null,
  finishReason: null,
  calls: 0,
  prompt: '',
};

export interface StageNeeds {
  readonly skill: Skill;
  readonly model: Model;
  /** The class the model was chosen for; the skill's own unless the step overrides it. */
  readonly modelClass?: ModelClass;
  readonly sources: readonly SourceText[];
  /** With its `{{ input.… }}` filled in: what `resolvePrompt` gives. */
  readonly prompt: string;
  readonly signal: AbortSignal;
}

/** The stage that a skill's `run` is given, and what it has spent so far; also after a failure. */
export function openStage({ skill, model, modelClass, sources, prompt, signal }: StageNeeds): {
  readonly stage: Stage;
  readonly spent: () => StageSpending;
} {
  let spending: StageSpending = { ...NOTHING_SPENT, prompt };
  const stage: Stage = {
    sources: sources.toSorted((a, b) => (a.slice < b.slice ? -1 : 1)),
    prompt,
    model: (request): Promise<Result<Json, StepError>> => {
      spending = { ...spending, prompt: request.prompt };
      return askModel({
        model,
        modelClass: modelClass ?? skill.modelClass,
        prompt: request.prompt,
        input: request.input,
        sources,
        outputSchema: request.outputSchema ?? skill.output,
        signal,
        onAnswer: answer => {
          spending = {
            ...spending,
            usage: sum(spending.usage, answer.usage),
            costMicroUsd: spending.costMicroUsd + answer.costMicroUsd,
            responseModel: answer.responseModel,
            finishReason: answer.finishReason,
            calls: spending.calls + 1,
          };
        },
      });
    },
  };
  return { stage, spent: () => spending };
}

const sum = (a: ModelUsage, b: ModelUsage): ModelUsage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  reasoningTokens: a.reasoningTokens + b.reasoningTokens,
});
