import type { SkillDetail, SkillShelf, Tried } from '../contract/skills.ts';
import { stepTitle } from '../flow/flow.ts';
import type { Skill } from '../skills/skill.ts';
import { missesOf, type SkillTrial } from '../try-skill.ts';
import type { Workspace } from '../workspace.ts';
import { skillHead } from './catalog-of.ts';

export function shelfOf({ skills, skillTrust, folder, orgName }: Workspace): SkillShelf {
  const record = skillTrust.record();
  return {
    trust: skills.trust(),
    decided: record === null ? null : { by: record.by, atUs: record.atUs },
    folder,
    orgName,
    own: skills.own().map(({ name, title, description, kind, replaces, author }) => ({ name, title, description, kind, replaces, author })),
    problems: skills.problems().map(problem => ({ ...problem })),
  };
}

export async function detailOf(workspace: Workspace, skill: Skill): Promise<SkillDetail> {
  const { skills, models, flows, orgId } = workspace;
  const drafts = await flows.drafts(orgId);
  const { provider, modelId } = models(skill.modelClass);
  return {
    head: skillHead(workspace, skill),
    origin: skills.originOf(skill.name),
    place: skills.placeOf(skill.name) ?? '',
    promptHash: skill.promptHash,
    codeVersion: skill.codeVersion,
    model: skill.modelFree ? null : { provider, modelId },
    usedBy: drafts.flatMap(({ flowId, flow }) => {
      const steps = flow.steps.filter(step => step.kind === 'sage_skill' && step.config.skill === skill.name);
      return steps.length === 0
        ? []
        : [{ flowId, name: flow.name, steps: steps.map(step => ({ stepId: step.id, title: stepTitle(step) })) }];
    }),
    earlier: skills
      .earlierPrompts(skill.name)
      .map(({ promptHash, prompt, untilMs }) => ({ promptHash, prompt, untilUs: Math.round(untilMs * 1000) })),
  };
}

export const triedOf = ({ prompt, question, answer, inputProblems, taken, spent, provider, modelId, tookUs }: SkillTrial): Tried => ({
  ...{ prompt, question, provider, modelId, tookUs, costMicroUsd: spent.costMicroUsd, misses: missesOf(spent) },
  inputTokens: spent.usage.inputTokens,
  outputTokens: spent.usage.outputTokens,
  inputProblems: [...inputProblems],
  taken: [...taken],
  answer: answer.ok
    ? {
        status: 'ok',
        output: answer.value.output,
        citations: answer.value.citations,
        markdown: answer.value.artefact?.markdown ?? null,
      }
    : { status: 'failed', error: answer.error },
});
