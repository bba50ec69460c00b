import type { Json, JsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import type { ModelAnswer, ModelRequest, SourceText } from '../models/model.ts';
import type { SkillAnswer } from '../skills/skill.ts';

/** Work that computes and touches nothing: plain data in, plain data out. */
export type Task =
  | {
      readonly kind: 'skill';
      readonly skill: string;
      readonly input: JsonObject;
      readonly sources: readonly SourceText[];
      readonly prompt: string;
      readonly memory: readonly Snapshot[];
      readonly hasModel: boolean;
    }
  | { readonly kind: 'extract'; readonly request: ModelRequest };

export interface AnswerOf {
  readonly skill: Result<SkillAnswer, StepError>;
  readonly extract: Result<ModelAnswer, StepError>;
}

/** What a skill asks its stage's model; the model itself stays where the keys and the budget are. */
export interface ModelQuestion {
  readonly prompt: string;
  readonly input: JsonObject;
  readonly outputSchema?: JsonSchema;
  readonly sources?: readonly SourceText[];
}

/** To the thread. */
export type Order =
  | { readonly kind: 'do'; readonly task: Task }
  | { readonly kind: 'model-said'; readonly question: number; readonly answer: Result<Json, StepError> };

/** From the thread, about the one task it does. `fault`: our own mistake. */
export type Word =
  | { readonly kind: 'done'; readonly answer: AnswerOf[Task['kind']] }
  | { readonly kind: 'fault'; readonly stack: string }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'ask-model'; readonly question: number; readonly request: ModelQuestion };
