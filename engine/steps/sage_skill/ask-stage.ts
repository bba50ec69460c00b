import { schemaProblems } from '../../base/json-schema.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { valueHash } from '../../base/value-ref.ts';
import { resolvePrompt } from '../../skills/resolve-prompt.ts';
import type { Skill, SkillAnswer } from '../../skills/skill.ts';
import { openStage, type MissedAnswer, type StageSpending } from '../../skills/stage-model.ts';
import { failed, type Facts, type StepOutcome, type StepWork } from '../step-work.ts';
import type { IdentifiedStage } from './identify-stage.ts';
import { ledgerLine, modelIdOf, providerOf, type StageResult } from './ledger-line.ts';
import { tellOfMemory } from './read-memory.ts';
import { AGENT, answerJson, finished, recordLine } from './stage-facts.ts';
import { timeLimitMs, withinTimeLimit } from './time-limit.ts';

export type SageTask = Parameters<StepWork<'sage_skill'>['work']>[0];

/** Has the skill answer, stores what it gave, and keeps it for others when it is complete and the cache is used. */
export async function askStage(task: SageTask, stage: IdentifiedStage): Promise<StepOutcome> {
  const { step, scope, needs } = task;
  const { skill, modelClass, sources, memory } = stage;
  const model = needs.budget?.guard(stage.model, scope.run.runId) ?? stage.model;
  const startedAtUs = needs.clock.nowUs();
  const prompt = resolvePrompt(skill, stage.input);
  if (!prompt.ok) return failed(prompt.error);
  const called = calledFacts(stage, prompt.value);
  // Where an answer costs money the call is on disk before it is made; code that runs here and now may be repeated freely.
  const paid = skill.effect === 'llm' && !skill.modelFree && model.provider !== 'local-extractive';
  if (paid) {
    await task.now(called);
    needs.crashPoint('agent-called');
  }

  const hangUp = new AbortController();
  const signal = AbortSignal.any([task.signal, hangUp.signal]);
  const tell = (share: number): void => needs.progress?.({ runId: scope.run.runId, stepId: step.id, share });
  const opened = openStage({ skill, model, modelClass, sources, memory, prompt: prompt.value, input: stage.input, signal, tell });
  const answer = checked(
    skill,
    await withinTimeLimit(needs.clock, timeLimitMs(step), task.signal, () => skill.run(stage.input, opened.stage)),
  );
  hangUp.abort(); // past its time limit nobody waits for the model any more, and an answer would only be paid for
  const about = { step, visit: scope.visit, run: scope.run, ...stage, startedAtUs, atUs: needs.clock.nowUs() };
  const cache = stage.bypass === null ? 'miss' : 'bypass';
  const first = (facts: Facts) => {
    if (!paid) called(facts);
    missedFacts(stage, opened.spent().misses)(facts);
  };
  if (!answer.ok) {
    const line = ledgerLine({ ...about, result: { cache, status: 'failed', errorClass: answer.error.class, spent: opened.spent() } });
    return failed(answer.error, facts => {
      first(facts);
      recordLine(facts, line);
    });
  }

  const spent = opened.spent();
  const result: StageResult = { cache, status: 'ok', answer: answer.value, outputHash: valueHash(answer.value.output), spent };
  const line = ledgerLine({ ...about, result });
  const isKept = stage.bypass === null && isWhole(spent);
  if (!isKept && stage.key !== null) needs.inFlight.failed(scope.run.runId, stage.key); // nobody is to wait for what will not be kept
  const returned = (facts: Facts) => {
    first(facts);
    const kept = facts.refer(answerJson({ ...answer.value, taken: spent.taken }));
    facts.add(
      'agent.returned',
      {
        stage: skill.name,
        stageKey: stage.key,
        provider: line.provider,
        modelId: line.responseModel ?? line.requestModel,
        answer: kept,
        usage: { inputTokens: spent.usage.inputTokens, outputTokens: spent.usage.outputTokens },
        finishReason: spent.finishReason ?? 'stop',
      },
      { actor: AGENT, skill: skill.name, durationUs: line.latencyUs },
    );
    recordLine(facts, line);
    if (isKept && stage.key !== null && stage.preimage !== null)
      facts.keep({
        orgId: scope.run.orgId,
        stageKey: stage.key,
        preimage: stage.preimage,
        answer: kept,
        from: { runId: scope.run.runId, stepId: step.id, atUs: line.atUs },
        costMicroUsd: line.costMicroUsd,
        inputTokens: line.inputTokens,
        outputTokens: line.outputTokens,
      });
  };
  // The answer is stored before the step commits: after a crash between the two, the model is not paid twice.
  if (paid) {
    await task.now(returned);
    needs.crashPoint('answer-stored');
  }
  return finished(answer.value, stage, spent, paid ? () => undefined : returned);
}

/** The rows of a call that is about to be made: why it is, and to whom. */
const calledFacts =
  ({ skill, key, bypass, model, modelClass, memory }: IdentifiedStage, prompt: string) =>
  (facts: Facts): void => {
    tellOfMemory(facts, memory, skill.name);
    const about = { stage: skill.name, stageKey: key };
    if (bypass === null) facts.add('cache.miss', about, { skill: skill.name });
    else facts.add('cache.bypass', { ...about, reason: bypass }, { skill: skill.name });
    facts.add(
      'agent.called',
      { ...about, provider: providerOf(skill, model), modelClass, modelId: modelIdOf(skill, model), prompt: facts.refer(prompt) },
      { actor: AGENT, skill: skill.name },
    );
  };

/** One row for each answer that missed its schema, with what the model was told of it. */
const missedFacts =
  ({ skill, key }: IdentifiedStage, misses: readonly MissedAnswer[]) =>
  (facts: Facts): void => {
    for (const [index, { problems, output, usage, costMicroUsd, finishReason }] of misses.entries())
      facts.add(
        'agent.corrected',
        {
          ...{ stage: skill.name, stageKey: key, miss: index + 1, usage, costMicroUsd, finishReason },
          problems: problems.slice(0, 20).map(problem => problem.slice(0, 500)),
          answer: facts.refer(output),
        },
        { actor: AGENT, skill: skill.name },
      );
  };

/** An answer that was cut off may have fitted its schema by luck: this run has it, and no other is served it. */
const isWhole = ({ finishReason }: StageSpending): boolean =>
  finishReason !== 'length' && finishReason !== 'content-filter' && finishReason !== 'error';

function checked(skill: Skill, answer: Result<SkillAnswer, StepError>): Result<SkillAnswer, StepError> {
  if (!answer.ok) return answer;
  const problems = schemaProblems(skill.output, answer.value.output);
  if (problems[0] === undefined) return ok(answer.value);
  return refused({
    class: 'invalid_output',
    code: 'output_does_not_fit',
    message: `The answer of “${skill.title}” does not fit its schema: ${problems.map(({ path, message }) => `${path === '' ? 'the output' : path}: ${message}`).join(' ')}`,
  });
}
