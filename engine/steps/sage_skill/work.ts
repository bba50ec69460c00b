import { Actor } from '../../base/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { schemaProblems } from '../../base/json-schema.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { valueHash } from '../../base/value-ref.ts';
import type { CacheEntry } from '../../cache/stage-cache.ts';
import { ledgerHash } from '../../ledger/ledger-hash.ts';
import type { LedgerRow } from '../../ledger/ledger-row.ts';
import { MODEL_CLASSES, type Model, type ModelClass } from '../../models/model.ts';
import { resolvePrompt } from '../../skills/resolve-prompt.ts';
import type { Skill, SkillAnswer } from '../../skills/skill.ts';
import { openStage, type StageSpending } from '../../skills/stage-model.ts';
import { completed, failed, type Facts, type StepOutcome, type StepWork } from '../step-work.ts';
import { ledgerLine, modelIdOf, providerOf, type StageResult } from './ledger-line.ts';
import { citableSources, keyOfStage } from './stage-inputs.ts';
import { withinTimeLimit } from './time-limit.ts';

const DEFAULT_TIMEOUT_MS = 120_000;

type Task = Parameters<StepWork<'sage_skill'>['work']>[0];

/** One stage of Sage's: served from the cache when everything that shapes the answer is the same, else asked, stored and then counted. */
export const sageSkillWork: StepWork<'sage_skill'> = {
  prepare: (step, scope) => scope.resolve(step.config.input, 'config.input'),

  async work(task) {
    const { step, needs, input } = task;
    const skill = needs.skills.find(step.config.skill);
    if (skill === undefined)
      return failed({
        class: 'not_found',
        code: 'no_such_skill',
        message: `There is no skill “${step.config.skill}” in this workspace. Pick one in the step's form.`,
      });
    if (!isJsonObject(input))
      return failed({ class: 'validation', code: 'input_not_an_object', message: `The input of “${skill.title}” is not an object.` });
    const problems = schemaProblems(skill.input, input);
    if (problems[0] !== undefined)
      return failed({
        class: 'validation',
        code: 'input_does_not_fit',
        message: `The input of “${skill.title}” does not fit: ${problems.map(({ path, message }) => `${path === '' ? 'the input' : path}: ${message}`).join(' ')}`,
      });
    const modelClass = classOf(step.config.model ?? skill.modelClass);
    if (modelClass === undefined)
      return failed({
        class: 'validation',
        code: 'no_such_model_class',
        message: `There is no model class “${step.config.model ?? ''}”. The classes are ${MODEL_CLASSES.join(', ')}.`,
      });
    return answered(task, { skill, modelClass, model: needs.models(modelClass), input });
  },
};

const classOf = (name: string): ModelClass | undefined => MODEL_CLASSES.find(each => each === name);

interface Stage {
  readonly skill: Skill;
  /** The skill's own, unless the step overrides it. */
  readonly modelClass: ModelClass;
  readonly model: Model;
  readonly input: JsonObject;
}

async function answered(task: Task, stage: Stage): Promise<StepOutcome> {
  const { step, scope, needs } = task;
  const { skill } = stage;
  const sources = citableSources(step, scope.packet);
  const { key, preimage } = keyOfStage({ step, run: scope.run, ...stage, sources });

  const before = scope.visit.answers[skill.name];
  if (before?.stageKey === key) return paidBefore(task, stage, await loadAnswer(task, before.answer));

  const entry = await needs.cache.find(scope.run.orgId, key);
  if (entry !== null) return served(task, stage, entry, await loadAnswer(task, entry.answer));

  const startedAtUs = needs.clock.nowUs();
  const prompt = resolvePrompt(skill, stage.input);
  if (!prompt.ok) return failed(prompt.error);

  const called = (facts: Facts) => {
    facts.add('cache.miss', { stage: skill.name, stageKey: key }, { skill: skill.name });
    facts.add(
      'agent.called',
      {
        stage: skill.name,
        stageKey: key,
        provider: providerOf(skill, stage.model),
        modelClass: stage.modelClass,
        modelId: modelIdOf(skill, stage.model),
        prompt: facts.refer(prompt.value),
      },
      { actor: AGENT, skill: skill.name },
    );
  };
  // Where an answer costs money the call is on disk before it is made; code that runs here and now may be repeated freely.
  const paid = skill.effect === 'llm' && !skill.modelFree && stage.model.provider !== 'local-extractive';
  if (paid) {
    await task.now(called);
    needs.crashPoint('agent-called');
  }

  const opened = openStage({ skill, model: stage.model, modelClass: stage.modelClass, sources, prompt: prompt.value, signal: task.signal });
  const answer = checked(
    skill,
    await withinTimeLimit(needs.clock, step.config.timeoutMs ?? DEFAULT_TIMEOUT_MS, task.signal, () =>
      skill.run(stage.input, opened.stage),
    ),
  );
  const about = { step, visit: scope.visit, run: scope.run, ...stage, stageKey: key, startedAtUs, atUs: needs.clock.nowUs() };
  const first = paid ? () => undefined : called;
  if (!answer.ok) {
    const line = ledgerLine({
      ...about,
      result: { cache: 'miss', status: 'failed', errorClass: answer.error.class, spent: opened.spent() },
    });
    return failed(answer.error, facts => {
      first(facts);
      recordLine(facts, line);
    });
  }

  const result: StageResult = {
    cache: 'miss',
    status: 'ok',
    answer: answer.value,
    outputHash: valueHash(answer.value.output),
    spent: opened.spent(),
  };
  const line = ledgerLine({ ...about, result });
  const returned = (facts: Facts) => {
    first(facts);
    const kept = facts.refer(answerJson(answer.value));
    const { usage, finishReason } = opened.spent();
    facts.add(
      'agent.returned',
      {
        stage: skill.name,
        stageKey: key,
        provider: line.provider,
        modelId: line.responseModel ?? line.requestModel,
        answer: kept,
        usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
        finishReason: finishReason ?? 'stop',
      },
      { actor: AGENT, skill: skill.name, durationUs: line.latencyUs },
    );
    recordLine(facts, line);
    facts.keep({
      orgId: scope.run.orgId,
      stageKey: key,
      preimage,
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
  return finished(answer.value, skill, opened.spent(), paid ? () => undefined : returned);
}

const finished = (
  answer: SkillAnswer,
  skill: Skill,
  { usage, costMicroUsd }: Pick<StageSpending, 'usage' | 'costMicroUsd'>,
  facts: (facts: Facts) => void,
): StepOutcome =>
  completed(answer.output, {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costMicroUsd,
    citations: answer.citations,
    artefact: answer.artefact,
    own: { skill: skill.name },
    facts,
  });

/** An earlier attempt of this visit has the answer on disk already. */
const paidBefore = ({ scope: { visit } }: Task, { skill }: Stage, answer: SkillAnswer): StepOutcome =>
  finished(
    answer,
    skill,
    {
      usage: { inputTokens: visit.inputTokens, outputTokens: visit.outputTokens, cacheReadTokens: 0, reasoningTokens: 0 },
      costMicroUsd: visit.costMicroUsd,
    },
    () => undefined,
  );

function served({ step, scope, needs }: Task, stage: Stage, entry: CacheEntry, answer: SkillAnswer): StepOutcome {
  const atUs = needs.clock.nowUs();
  const result: StageResult = {
    cache: 'hit',
    status: 'ok',
    answer,
    outputHash: valueHash(answer.output),
    cachedFrom: entry.from.runId,
    avoidedMicroUsd: entry.costMicroUsd,
  };
  const line = ledgerLine({
    step,
    visit: scope.visit,
    run: scope.run,
    ...stage,
    stageKey: entry.stageKey,
    result,
    atUs,
    startedAtUs: atUs,
  });
  return completed(answer.output, {
    from: 'cache',
    cachedFrom: entry.from,
    avoidedMicroUsd: entry.costMicroUsd,
    citations: answer.citations,
    artefact: answer.artefact,
    own: { skill: stage.skill.name },
    facts: facts => {
      facts.add(
        'cache.hit',
        { stage: stage.skill.name, stageKey: entry.stageKey, cachedFrom: entry.from, avoidedMicroUsd: entry.costMicroUsd },
        { skill: stage.skill.name },
      );
      recordLine(facts, line);
    },
  });
}

function recordLine(facts: Facts, line: Omit<LedgerRow, 'traceSeq'>): void {
  const traceSeq = facts.add(
    'ledger.recorded',
    { stage: line.stage, cache: line.cache, costMicroUsd: line.costMicroUsd, rowHash: ledgerHash(line) },
    { skill: line.skill },
  );
  facts.record({ ...line, traceSeq });
}

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

const answerJson = ({ output, citations, claims, artefact }: SkillAnswer): Json => ({
  output,
  citations,
  claims: claims === null ? null : { ...claims },
  artefact: artefact === null ? null : { ...artefact },
});

const loadAnswer = async ({ scope }: Task, ref: CacheEntry['answer']): Promise<SkillAnswer> =>
  (await scope.load(ref)) as unknown as SkillAnswer; // true: `answerJson` wrote it, and its hash was checked

const AGENT = Actor.parse('agent:sage');
