import { NotCanonicalError } from '../base/canonical-json.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { StepError } from '../base/step-error.ts';
import type { StepOf } from '../flow/flow.ts';
import type { CacheEntry } from '../cache/stage-cache.ts';
import type { PlanReason } from '../cache/run-plan.ts';
import { resolvePrompt } from '../skills/resolve-prompt.ts';
import { templateError } from '../steps/evaluate-over.ts';
import { bypassReason } from '../steps/sage_skill/bypass-reason.ts';
import { castOf, identifyStage, type StageCast } from '../steps/sage_skill/identify-stage.ts';
import { citableSources, inputReads } from '../steps/sage_skill/stage-inputs.ts';
import { STEP_WORKS } from '../steps/step-works.ts';
import { callsOutside } from './expected-cost.ts';
import { explainRun } from './explain-run.ts';
import { failing, judgement, type Judgement, type StageShadow } from './judgement.ts';
import { shadowOf } from './kin.ts';
import { later, unknownUntil, type Knowledge, type Value } from './knowledge.ts';
import { memoryAfter, memoryKnown, type MemoryKnown } from './memory-known.ts';
import { planScope, unknownAmong } from './plan-scope.ts';
import { untilWords } from './plan-words.ts';
import type { Planning } from './planning.ts';
import { saveKnown } from './save-known.ts';
import { spokenAgo, spokenMoney, spokenRun } from './spoken.ts';

type SageStep = StepOf<'sage_skill'>;

/** Whether a stage will be served, will answer, or cannot be told yet: by the engine's own key, over what is known. */
export async function judgeSkill(step: SageStep, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const cast = castOf(step, planning.needs);
  if (!cast.ok) return failing(step, cast.error);
  const reads = inputReads(step).all;
  if (!reads.ok) return failing(step, templateError('config.input', reads.error));
  const paths = reads.value.flatMap(({ expression }) => expression.reads);
  const memory = await memoryKnown(step, knowledge, planning);
  if (!memory.ok) return failing(step, memory.error);
  const until = [unknownAmong(paths, knowledge, planning.facts), memory.value.until].filter(each => each !== null);
  return until.length === 0
    ? judgeKnown(step, memory.value, knowledge, planning)
    : judgeOpen(step, { cast: cast.value, memory: memory.value, until: new Set(until.flatMap(each => [...each])) }, knowledge, planning);
}

async function judgeKnown(
  step: SageStep,
  { snapshots: memory }: MemoryKnown,
  knowledge: Knowledge,
  planning: Planning,
): Promise<Judgement> {
  const { needs, request, facts } = planning;
  const input = await STEP_WORKS.sage_skill.prepare(step, planScope(knowledge, facts));
  if (!input.ok) return failing(step, input.error);
  const run = { orgId: needs.orgId, cache: request.cache ?? 'use' };
  const identified = identifyStage({ step, input: input.value, run, packet: request.packet, memory }, needs);
  if (!identified.ok) return failing(step, identified.error);
  const stage = identified.value;
  const { key, preimage, bypass } = stage;
  const entry = bypass === null && key !== null ? await needs.cache.find(needs.orgId, key) : null;
  if (entry !== null) return reused(step, entry, knowledge, planning);
  const prompt = resolvePrompt(stage.skill, stage.input);
  if (!prompt.ok) return failing(step, prompt.error);
  if (bypass !== null || key === null || preimage === null)
    return willRun(step, stage, { knowledge, planning, ...passedBy(bypass ?? ''), shadow: null });
  const shadow = shadowOf(step, stage, { key, orgId: needs.orgId, input: stage.input, sources: stage.sources, memory, openMemory: [] });
  return willRun(step, stage, { knowledge, planning, ...(await explainRun(step, { key, preimage }, planning)), shadow });
}

/** A stage part of whose input hangs on what has not happened: it still runs for certain where nothing that is kept could fit. */
async function judgeOpen(
  step: SageStep,
  { cast, memory, until }: { readonly cast: StageCast; readonly memory: MemoryKnown; readonly until: ReadonlySet<string> },
  knowledge: Knowledge,
  planning: Planning,
): Promise<Judgement> {
  const { needs, request } = planning;
  const bypass = bypassReason(step, cast.skill, cast.model, { cache: request.cache ?? 'use' });
  if (bypass !== null) return willRun(step, cast, { knowledge, planning, ...passedBy(bypass), shadow: null });
  const known = await knownPorts(step, knowledge, planning);
  if ('error' in known) return failing(step, known.error);
  try {
    const shadow = shadowOf(step, cast, {
      ...{ key: null, orgId: needs.orgId, input: known.input, sources: citableSources(step, request.packet) },
      ...{ memory: memory.snapshots, openMemory: memory.open },
    });
    if (memory.open !== null && !(await planning.kin.mayServe(shadow, cast)))
      return await willRun(step, cast, { knowledge, planning, ...(await explainRun(step, shadow, planning)), shadow });
    return await openVerdict(step, cast, { until, shadow, knowledge, planning });
  } catch (fault) {
    if (!(fault instanceof NotCanonicalError)) throw fault;
    return willRun(step, cast, {
      knowledge,
      planning,
      ...passedBy(`What shapes its answer cannot be hashed. ${fault.message}`),
      shadow: null,
    });
  }
}

/** The ports whose value is known already; an error is one that the whole input will meet too. */
async function knownPorts(
  step: SageStep,
  knowledge: Knowledge,
  { facts }: Planning,
): Promise<{ readonly input: JsonObject } | { readonly error: StepError }> {
  const scope = planScope(knowledge, facts);
  const input: [string, Json][] = [];
  for (const [port, value] of Object.entries(step.config.input)) {
    if (unknownAmong(inputReads(step).ports.get(port)?.paths ?? [], knowledge, facts) !== null) continue;
    const resolved = await scope.resolve(value, `config.input.${port}`);
    if (!resolved.ok) return { error: resolved.error };
    input.push([port, resolved.value]);
  }
  return { input: Object.fromEntries(input) };
}

async function reused(step: SageStep, entry: CacheEntry, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const { from, costMicroUsd } = entry;
  const output = later(async () => outputOf(await planning.needs.load(entry.answer)));
  const saved = costMicroUsd > 0 ? `, saves ${spokenMoney(costMicroUsd)}` : '';
  return goingOn(
    step,
    { output, onFailure: null, shadow: null, knowledge, planning },
    {
      verdict: 'reuse',
      sentence: `Reused from ${spokenRun(from.runId)} (${spokenAgo(from.atUs, planning.nowUs)})${saved}.`,
      cachedFrom: from,
      avoidedMicroUsd: costMicroUsd,
    },
  );
}

interface Going {
  readonly knowledge: Knowledge;
  readonly planning: Planning;
  readonly shadow: StageShadow | null;
}

async function willRun(
  step: SageStep,
  cast: StageCast,
  { reasons, words, ...going }: Going & { readonly reasons: readonly PlanReason[]; readonly words: string },
): Promise<Judgement> {
  const expected = await going.planning.expected(cast);
  const unpriced = expected.costMicroUsd === null ? ' What it costs is not known yet.' : '';
  return goingOn(
    step,
    { ...going, output: unknownUntil(step.id), onFailure: step.onError ?? null },
    {
      verdict: 'run',
      sentence: `Will run: ${words}${unpriced}`,
      reasons: [...reasons],
      expected,
      outside: callsOutside(cast) ? 'model' : null,
    },
  );
}

async function openVerdict(
  step: SageStep,
  cast: StageCast,
  { until, ...going }: Going & { readonly until: ReadonlySet<string> },
): Promise<Judgement> {
  const { planning } = going;
  return goingOn(
    step,
    { ...going, output: unknownUntil(step.id), onFailure: step.onError ?? null },
    {
      verdict: 'unknown',
      sentence: `Unknown until ${untilWords(until, planning.request.flow)}.`,
      reasons: [...until].map(name => ({ part: 'upstream', name })),
      expected: await planning.expected(cast),
      outside: callsOutside(cast) ? 'model' : null,
    },
  );
}

/** A step that completes, unless what it saves cannot be had. */
async function goingOn(
  step: SageStep,
  { output, onFailure, shadow, knowledge, planning }: Going & { readonly output: Value; readonly onFailure: Judgement['onFailure'] },
  said: Parameters<typeof judgement>[1],
): Promise<Judgement> {
  const failingAfter = (error: StepError): Judgement =>
    judgement(step, { ...said, sentence: `${said.sentence} Then it fails: ${error.message}` }, { ways: [step.onError ?? null], shadow });
  const saves = await saveKnown(step, output, knowledge, planning);
  const remembers = await memoryAfter(step, output, knowledge, planning);
  if (!saves.ok) return failingAfter(saves.error);
  if (!remembers.ok) return failingAfter(remembers.error);
  return judgement(step, said, { output, saves: saves.value, remembers: remembers.value, ways: [step.next ?? null], onFailure, shadow });
}

const passedBy = (reason: string): { readonly reasons: readonly PlanReason[]; readonly words: string } => ({
  reasons: [{ part: 'bypass', is: reason }],
  words: `the cache is passed by. ${reason}`,
});

const outputOf = (answer: Json): Json => (answer as { readonly output: Json }).output; // true: `answerJson` wrote it
