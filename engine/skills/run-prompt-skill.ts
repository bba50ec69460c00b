import { ok, type Result } from '../base/result.ts';
import type { JsonObject } from '../base/json.ts';
import type { StepError } from '../base/step-error.ts';
import type { SkillAnswer, Stage } from './skill.ts';

/** Counts up with every change of how a prompt skill asks its model. */
export const PROMPT_SKILL_VERSION = 'prompt-1';

/** What every prompt skill does: one question to its model, whose answer is the output. */
export async function runPromptSkill(input: JsonObject, stage: Stage): Promise<Result<SkillAnswer, StepError>> {
  const answer = await stage.model({ prompt: stage.prompt, input });
  return answer.ok ? ok({ output: answer.value, citations: 0, claims: null, artefact: null }) : answer;
}
