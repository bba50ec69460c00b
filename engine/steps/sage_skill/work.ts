import { failed, type StepOutcome, type StepWork } from '../step-work.ts';
import { askOnce } from './ask-once.ts';
import { askStage, type SageTask } from './ask-stage.ts';
import { identifyStage, type IdentifiedStage } from './identify-stage.ts';
import { serveStage } from './serve-stage.ts';
import { finished, loadAnswer } from './stage-facts.ts';
import type { SkillAnswer } from '../../skills/skill.ts';

/** One stage of Sage's: served from the cache when everything that shapes the answer is the same, else asked, stored and then counted. */
export const sageSkillWork: StepWork<'sage_skill'> = {
  prepare: (step, scope) => scope.resolve(step.config.input, 'config.input'),

  async work(task) {
    const { step, scope, needs, input } = task;
    const identified = identifyStage({ step, input, run: scope.run, packet: scope.packet }, needs);
    if (!identified.ok) return failed(identified.error);
    const stage = identified.value;
    const before = scope.visit.answers[stage.skill.name];
    if (before !== undefined && before.stageKey === stage.key) return paidBefore(task, stage, await loadAnswer(scope, before.answer));
    if (stage.bypass !== null || stage.key === null) return askStage(task, stage);
    const entry = await needs.cache.find(scope.run.orgId, stage.key);
    return entry === null ? askOnce(task, stage, stage.key) : serveStage(task, stage, entry, 'hit');
  },
};

/** An earlier attempt of this visit has the answer on disk already. */
const paidBefore = ({ scope: { visit } }: SageTask, stage: IdentifiedStage, answer: SkillAnswer): StepOutcome =>
  finished(
    answer,
    stage,
    {
      usage: { inputTokens: visit.inputTokens, outputTokens: visit.outputTokens, cacheReadTokens: 0, reasoningTokens: 0 },
      costMicroUsd: visit.costMicroUsd,
    },
    () => undefined,
  );
