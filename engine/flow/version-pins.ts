import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { EXPRESSION_PROFILE } from '../expression/expression.ts';
import type { Flow } from './flow.ts';

const SkillPin = z.object({ version: z.string(), codeVersion: z.string(), promptHash: Hash });

/** What a version was published with: the language of its expressions, and each skill it names. */
export const VersionPins = z.object({ expressions: z.string().optional(), skills: z.record(z.string(), SkillPin).default({}) });
export type VersionPins = z.infer<typeof VersionPins>;

interface PinnedSkill extends z.infer<typeof SkillPin> {
  readonly name: string;
}

/** The pins of a flow as the workspace is now; a skill that is not there has none. */
export function pinsOf(flow: Flow, find: (skill: string) => PinnedSkill | undefined): VersionPins {
  const names = [...new Set(flow.steps.flatMap(step => (step.kind === 'sage_skill' ? [step.config.skill] : [])))].toSorted();
  const skills = names.flatMap(name => {
    const skill = find(name);
    return skill === undefined
      ? []
      : [[name, { version: skill.version, codeVersion: skill.codeVersion, promptHash: skill.promptHash }] as const];
  });
  return { expressions: EXPRESSION_PROFILE, skills: Object.fromEntries(skills) };
}

/** What is no longer as it was published, as sentences; a run goes on with what the workspace has now, and its ledger says with what. */
export function pinDrift(pins: VersionPins, find: (skill: string) => PinnedSkill | undefined): readonly string[] {
  const { expressions, skills } = pins;
  const language =
    expressions === undefined || expressions === EXPRESSION_PROFILE
      ? []
      : [`Expressions were written for ${expressions}; this program evaluates ${EXPRESSION_PROFILE}.`];
  const ofSkills = Object.entries(skills).flatMap(([name, pin]) => {
    const now = find(name);
    if (now === undefined) return [`The skill ${name} is gone from the workspace.`];
    if (now.version !== pin.version) return [`The skill ${name} is ${now.version} now; it was ${pin.version}.`];
    if (now.codeVersion !== pin.codeVersion) return [`The code of the skill ${name} changed since.`];
    return now.promptHash === pin.promptHash ? [] : [`The prompt of the skill ${name} changed since.`];
  });
  return [...language, ...ofSkills];
}
