import type { Hash } from '../base/hash.ts';
import type { SliceName } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';

/** What a stage may ask for; Settings map each to a provider and a pinned model id. */
export const MODEL_CLASSES = ['grounding', 'drafting', 'reviewing', 'synthesis', 'fast'] as const;
export type ModelClass = (typeof MODEL_CLASSES)[number];

/** A slice that a stage was given, as text with its address: the only thing that may be cited. */
export interface SourceText {
  readonly slice: SliceName;
  readonly sliceHash: Hash;
  readonly text: string;
}

/** A prompt as it may leave for a provider: «name» stands wherever evidence was filled in, and what stands there comes apart from it. */
export interface PromptPlaces {
  readonly text: string;
  readonly values: readonly { readonly name: string; readonly value: Json }[];
}

export interface ModelRequest {
  readonly modelClass: ModelClass;
  /** With its templates filled in. */
  readonly prompt: string;
  /** The same prompt before; absent when code put the prompt together. */
  readonly places?: PromptPlaces;
  readonly input: JsonObject;
  readonly sources: readonly SourceText[];
  /** What the answer must look like; checked again by the stage. */
  readonly outputSchema: JsonSchema;
  /** What was wrong with the last answer, when this is a told retry. */
  readonly corrections: readonly string[];
  /** Told how much of the answer is done, from 0 to 1, by a model that knows. */
  readonly tell?: (share: number) => void;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly reasoningTokens: number;
}

/** A sentence that stands in an answer, and where it was taken from: `text.slice(start, end)`, UTF-16 offsets. */
export interface TakenPassage {
  /** JSON Pointer into the answer. */
  readonly pointer: string;
  /** The slice it was taken from, or else the field of the input, as a JSON Pointer. */
  readonly slice: SliceName | null;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
}

export interface ModelAnswer {
  readonly output: Json;
  /** Of a model that answers in the evidence's own sentences: each of them, in the order of the answer. */
  readonly taken?: readonly TakenPassage[];
  readonly responseModel: string;
  readonly finishReason: string;
  readonly usage: ModelUsage;
  /** By the provider's usage and the price table; 0 for what costs nothing. */
  readonly costMicroUsd: number;
}

/** The most that one call may take. */
export interface CallEstimate {
  readonly usage: ModelUsage;
  /** Null where no price is known. */
  readonly costMicroUsd: number | null;
  /** Of the server that would be asked. */
  readonly address: string;
}

/** One provider's pinned model. */
export interface Model {
  /** `local-extractive`, `openai-compatible` … as it stands on every ledger row. */
  readonly provider: string;
  readonly modelId: string;
  /** Everything that shapes the answer besides the request; part of the stage key, all present, absent is null. */
  readonly params: JsonObject;
  readonly priceTableHash: Hash | null;
  /** What a call may use at most, before it is made; absent of a model that costs nothing. */
  estimate?(request: ModelRequest): CallEstimate;
  /** What such a use costs by the price that counts now; null where none is known. Absent where no price table is asked. */
  costOf?(usage: ModelUsage): number | null;
  generate(request: ModelRequest, signal: AbortSignal): Promise<Result<ModelAnswer, StepError>>;
}

/** Which model serves which class. */
export type Models = (modelClass: ModelClass) => Model;
