import type { Json, JsonObject } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { recalledFor } from '../memory/recall.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import type { Model, ModelClass, ModelUsage, SourceText, TakenPassage } from '../models/model.ts';
import { askModel } from './ask-model.ts';
import { promptPlaces } from './resolve-prompt.ts';
import { memorySources } from './memory-sources.ts';
import { stageMemory } from './stage-memory.ts';
import type { Skill, Stage } from './skill.ts';

/** An answer that missed its schema: it was paid for, and the model was told what was wrong with it. */
export interface MissedAnswer {
  /** Sentences, as the model was told them. */
  readonly problems: readonly string[];
  /** Null where the provider could make nothing of the answer. */
  readonly output: Json;
  readonly finishReason: string | null;
  readonly usage: Pick<ModelUsage, 'inputTokens' | 'outputTokens'>;
  readonly costMicroUsd: number;
}

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
  /** In the order in which they were given. */
  readonly misses: readonly MissedAnswer[];
  /** Of the last answer, where its model says which sentences it took. */
  readonly taken: readonly TakenPassage[];
}

/** Of a stage that asked nobody. */
export const NOTHING_SPENT: StageSpending = {
  usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, reasoningTokens: 0 },
  costMicroUsd: 0,
  responseModel: null,
  finishReason: null,
  calls: 0,
  prompt: '',
  misses: [],
  taken: [],
};

export interface StageNeeds {
  readonly skill: Skill;
  readonly model: Model;
  /** The class the model was chosen for; the skill's own unless the step overrides it. */
  readonly modelClass?: ModelClass;
  readonly sources: readonly SourceText[];
  /** What the step reads of Sage's memory. */
  readonly memory?: readonly Snapshot[];
  /** With its `{{ input.… }}` filled in: what `resolvePrompt` gives. */
  readonly prompt: string;
  /** The skill's input: what of the prompt is evidence, and goes to a provider apart from it. */
  readonly input?: JsonObject;
  readonly signal: AbortSignal;
  /** Told how much of the answer is done, from 0 to 1. */
  readonly tell?: (share: number) => void;
}

/** The stage that a skill's `run` is given, and what it has spent so far; also after a failure. */
export function openStage({ skill, model, modelClass, sources, prompt, input, signal, tell, memory = [] }: StageNeeds): {
  readonly stage: Stage;
  readonly spent: () => StageSpending;
} {
  let spending: StageSpending = { ...NOTHING_SPENT, prompt };
  // The embedded model reads the prompt as a question and takes no orders from it; to fill places apart would only cost it time.
  const placesOf = (asked: string) =>
    asked === prompt && input !== undefined && model.provider !== 'local-extractive' ? promptPlaces(skill, input) : null;
  const stage: Stage = {
    sources: sources.toSorted((a, b) => (a.slice < b.slice ? -1 : 1)),
    prompt,
    signal,
    hasModel: model.provider !== 'local-extractive',
    ...(tell !== undefined && { tell }),
    memory: stageMemory(memory),
    model: (request): Promise<Result<Json, StepError>> => {
      spending = { ...spending, prompt: request.prompt };
      const places = placesOf(request.prompt);
      const given = request.sources ?? sources;
      return askModel({
        model,
        modelClass: modelClass ?? skill.modelClass,
        prompt: request.prompt,
        ...(places !== null && { places }),
        input: request.input,
        sources: memory.length === 0 ? given : [...given, ...memorySources(recalledFor(memory, request.prompt))],
        outputSchema: request.outputSchema ?? skill.output,
        ...(tell !== undefined && { tell }),
        signal,
        onAnswer: answer => {
          spending = {
            ...spending,
            usage: sum(spending.usage, answer.usage),
            costMicroUsd: spending.costMicroUsd + answer.costMicroUsd,
            responseModel: answer.responseModel,
            finishReason: answer.finishReason,
            calls: spending.calls + 1,
            taken: answer.taken ?? [],
          };
        },
        onMiss: (answer, problems) => {
          const { inputTokens, outputTokens } = answer?.usage ?? NOTHING_SPENT.usage;
          const miss: MissedAnswer = {
            problems,
            output: answer?.output ?? null,
            finishReason: answer?.finishReason ?? null,
            usage: { inputTokens, outputTokens },
            costMicroUsd: answer?.costMicroUsd ?? 0,
          };
          spending = { ...spending, misses: [...spending.misses, miss] };
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
