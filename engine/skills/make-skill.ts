import { hashText } from '../base/hash.ts';
import type { CodedSkill } from './coded-skill.ts';
import type { FrontMatter, SkillFile } from './read-skill-md.ts';
import { PROMPT_SKILL_VERSION, runPromptSkill } from './run-prompt-skill.ts';
import type { Skill } from './skill.ts';

/** A skill from its SKILL.md and, where that says `code: true`, its code. */
export function makeSkill({ matter, prompt }: SkillFile<FrontMatter>, code: CodedSkill | null): Skill {
  return {
    name: matter.name,
    version: matter.version,
    title: matter.title ?? spoken(matter.name),
    description: matter.description,
    kind: code === null ? 'prompt' : 'coded',
    modelClass: matter.model,
    effect: matter.effect,
    input: matter.input,
    output: matter.output,
    prompt,
    promptHash: hashText('atelier/prompt/v1', prompt),
    codeVersion: code?.codeVersion ?? PROMPT_SKILL_VERSION,
    policyHash: code?.policyHash ?? null,
    modelFree: code?.modelFree ?? false,
    mayAskModel: code?.mayAskModel ?? false,
    readsOutside: matter.outside ?? false,
    run: code === null ? runPromptSkill : (input, stage) => code.run(input, stage),
  };
}

/** `draft_session_notes` → "Draft session notes" */
const spoken = (name: string): string => {
  const words = name.replaceAll(/[._-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
