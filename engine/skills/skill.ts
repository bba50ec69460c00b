import type { Hash } from '../base/hash.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { ModelClass, SourceText, TakenPassage } from '../models/model.ts';
import type { StageMemory } from './stage-memory.ts';

/** What a skill may touch while it runs, and nothing else. */
export interface Stage {
  /** Slices that the step's input names as a whole, e.g. `{{ packet.transcript }}`; in the order of their names. */
  readonly sources: readonly SourceText[];
  /** The skill's prompt with its `{{ input.… }}` filled in. */
  readonly prompt: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** What the step reads of Sage's memory; a model that is asked is given it beside the sources. Reading more than this would be unseen by the key. */
  readonly memory: StageMemory;
  /** True when a model answers that is not the embedded one: code that may ask it does so. */
  readonly hasModel?: boolean;
  /** Tells how much of the answer is done, from 0 to 1. */
  readonly tell?: (share: number) => void;
  /**
   * Asks the stage's model. The answer fits `outputSchema` (the skill's own, unless another is given), after at most two told retries. It is given the
   * stage's sources, or `sources` in their place: parts of long ones.
   */
  model(request: {
    prompt: string;
    input: JsonObject;
    outputSchema?: JsonSchema;
    sources?: readonly SourceText[];
  }): Promise<Result<Json, StepError>>;
}

export interface ClaimCounts {
  readonly total: number;
  readonly grounded: number;
  readonly contested: number;
}

/** What a skill gives back. `output` fits the skill's output schema, or the attempt fails with `invalid_output`. */
export interface SkillAnswer {
  readonly output: Json;
  readonly citations: number;
  readonly claims: ClaimCounts | null;
  /** A document for the artefacts folder: its Markdown without front matter. */
  readonly artefact: { readonly title: string; readonly markdown: string } | null;
  /** Of a model that answers in the evidence's own sentences: where each of them stands. */
  readonly taken?: readonly TakenPassage[];
}

export interface Skill {
  /** `terra.ground` */
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'prompt' | 'coded';
  readonly modelClass: ModelClass;
  /** `llm`: the answer is stored before the step commits. `pure`: may be repeated freely. */
  readonly effect: 'llm' | 'pure';
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly prompt: string;
  readonly promptHash: Hash;
  /** Of the code that computes the answer; a change of it misses the cache. */
  readonly codeVersion: string;
  /** Of the thresholds and tables that shape the answer; null when there are none. */
  readonly policyHash: Hash | null;
  /** True when the answer comes from code alone, so that a model neither answers nor enters the key. */
  readonly modelFree: boolean;
  /** True of code that asks a model as soon as one is configured: see `skillWith`. */
  readonly mayAskModel?: boolean;
  /** True when it reads what its input does not name (the web, the time of day): its answers are never kept. */
  readonly readsOutside?: boolean;
  run(input: JsonObject, stage: Stage): Promise<Result<SkillAnswer, StepError>>;
}

/** The skills of a workspace: the shipped ones and its own, each name once. */
export interface Skills {
  /** By name. */
  list(): readonly Skill[];
  find(name: string): Skill | undefined;
  /** Why a skill that the workspace seems to have is not there, as a sentence; null when nothing is known of that name. */
  whyMissing?(name: string): string | null;
}
