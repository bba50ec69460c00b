import type { Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import type { ValueRef } from '../../base/value-ref.ts';
import type { SkillAnswer } from '../../skills/skill.ts';
import { failed, type StepOutcome, type StepWork } from '../step-work.ts';
import { askOnce } from './ask-once.ts';
import { askStage, type SageTask } from './ask-stage.ts';
import { identifyStage, type IdentifiedStage } from './identify-stage.ts';
import { readMemory } from './read-memory.ts';
import { remembering } from './remember.ts';
import { serveStage } from './serve-stage.ts';
import { finished, loadAnswer } from './stage-facts.ts';

/** One stage of Sage's: served from the cache when everything that shapes the answer is the same, else asked, stored and then counted. */
export const sageSkillWork: StepWork<'sage_skill'> = {
  prepare: (step, scope) => scope.resolve(step.config.input, 'config.input'),

  async serve(task) {
    const answer = await served(task);
    return answer === null ? null : remembering(task, answer);
  },

  async work(task) {
    return remembering(task, await answered(task));
  },
};

async function answered(task: SageTask): Promise<StepOutcome> {
  const { input: ref } = task.scope.visit;
  const looked = ref === null ? undefined : IDENTIFIED.get(ref);
  const answer = looked === undefined ? await served(task) : null;
  if (answer !== null) return answer;
  const identified = looked ?? (await identify(task));
  if (!identified.ok) return failed(identified.error);
  const stage = identified.value;
  return stage.bypass !== null || stage.key === null ? askStage(task, stage) : askOnce(task, stage, stage.key);
}

/** An answer that is there already: this visit's own, paid for before a crash, or one that the cache keeps. */
async function served(task: ServeTask): Promise<StepOutcome | null> {
  const { scope, needs } = task;
  const identified = await identify(task);
  if (!identified.ok) return failed(identified.error);
  const stage = identified.value;
  const before = scope.visit.answers[stage.skill.name];
  if (before !== undefined && before.stageKey === stage.key) return paidBefore(task, stage, await loadAnswer(scope, before.answer));
  const entry = stage.bypass !== null || stage.key === null ? null : await needs.cache.find(scope.run.orgId, stage.key);
  if (entry !== null) return serveStage(task, stage, entry, 'hit');
  if (scope.visit.input !== null) IDENTIFIED.set(scope.visit.input, identified);
  return null;
}

type ServeTask = Pick<SageTask, 'step' | 'input' | 'scope' | 'needs'>;

/** Stages that nothing is there for, for the `work` of the same attempt: hashing a large input twice took as long as all the rest. By the attempt's own input. */
const IDENTIFIED = new WeakMap<ValueRef, Result<IdentifiedStage, StepError>>();

async function identify({ step, input, scope, needs }: ServeTask): Promise<Result<IdentifiedStage, StepError>> {
  const memory = await readMemory(step, scope, needs);
  if (!memory.ok) return memory;
  const { run, packet } = scope;
  return identifyStage({ step, input, run, packet, memory: memory.value }, needs);
}

/** An earlier attempt of this visit has the answer on disk already. */
const paidBefore = ({ scope: { visit } }: ServeTask, stage: IdentifiedStage, answer: SkillAnswer): StepOutcome =>
  finished(
    answer,
    stage,
    {
      usage: { inputTokens: visit.inputTokens, outputTokens: visit.outputTokens, cacheReadTokens: 0, reasoningTokens: 0 },
      costMicroUsd: visit.costMicroUsd,
    },
    () => undefined,
  );
