import type { Hash } from '../base/hash.ts';
import type { JsonObject } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { SkillAnswer, Stage } from './skill.ts';

/** The code of a skill whose SKILL.md says `code: true`. */
export interface CodedSkill {
  /** As in its SKILL.md. */
  readonly name: string;
  /** Counts up with every change that can change an answer. */
  readonly codeVersion: string;
  readonly policyHash: Hash | null;
  readonly modelFree: boolean;
  /** True when it also asks the stage's model, as soon as one is configured that is not the embedded one: then it is not free of models. */
  readonly mayAskModel?: boolean;
  run(input: JsonObject, stage: Stage): Promise<Result<SkillAnswer, StepError>>;
}
