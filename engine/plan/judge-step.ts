import { isJsonObject, type Json } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { parseExpression } from '../expression/expression.ts';
import { templateReads } from '../expression/template.ts';
import type { Step, StepOf } from '../flow/flow.ts';
import { simulateAction } from '../products/simulate-action.ts';
import { decideGate } from '../steps/gate/work.ts';
import { goesOutside } from '../steps/goes-outside.ts';
import { STEP_WORKS } from '../steps/step-works.ts';
import { judgeSkill } from './judge-skill.ts';
import { failing, judgement, type Judgement } from './judgement.ts';
import { known, unknownUntil, type Knowledge, type Value } from './knowledge.ts';
import { planScope, unknownAmong } from './plan-scope.ts';
import { untilWords } from './plan-words.ts';
import type { Planning } from './planning.ts';
import { saveKnown } from './save-known.ts';

/** What will come of a step where a run stands, by the engine's own code over what is known. */
export function judgeStep(step: Step, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const { pins = {}, mode } = planning.request;
  const pin = mode === 'draft' && Object.hasOwn(pins, step.id) ? pins[step.id] : undefined;
  if (pin !== undefined && step.kind !== 'gate') return judgePinned(step, pin, knowledge, planning);
  switch (step.kind) {
    case 'sage_skill':
      return judgeSkill(step, knowledge, planning);
    case 'gate':
      return judgeGate(step, knowledge, planning);
    case 'product_action':
      return judgeAction(step, knowledge, planning);
    case 'human_task':
      return judgeTask(step, knowledge, planning);
    case 'event_wait':
      return judgeWait(step, knowledge, planning);
    default:
      return neverHere(step);
  }
}

function judgePinned(step: Exclude<Step, { kind: 'gate' }>, output: Json, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const sentence = 'Pinned: the output that you set stands in for its own, and nothing is asked or called.';
  return saving(step, known(output), knowledge, planning, more =>
    judgement(step, { verdict: 'reuse', sentence, reasons: [{ part: 'pinned' }] }, { ...more, ways: [step.next ?? null] }),
  );
}

async function judgeGate(step: StepOf<'gate'>, knowledge: Knowledge, { facts, request, titleOf }: Planning): Promise<Judgement> {
  const { expression, onPass, onFail } = step.config;
  const parsed = parseExpression(expression);
  const until = parsed.ok ? unknownAmong(parsed.value.reads, knowledge, facts) : null;
  const failWay = onFail === 'halt' ? null : onFail;
  if (until !== null)
    return judgement(
      step,
      {
        verdict: 'unknown',
        sentence: `Unknown until ${untilWords(until, request.flow)}.`,
        reasons: [...until].map(name => ({ part: 'upstream', name })),
      },
      { output: unknownUntil(step.id), ways: [onPass ?? null, failWay], decidedBy: until },
    );
  const decision = await decideGate(step, planScope(knowledge, facts));
  if (!decision.ok) return failing(step, decision.error);
  const { result } = decision.value;
  const way = result ? (onPass ?? null) : failWay;
  const goesOn = way === null ? (result || onFail !== 'halt' ? 'the run ends' : 'the run halts') : `the run goes on to “${titleOf(way)}”`;
  return judgement(
    step,
    { verdict: 'run', gateResult: result, sentence: `${expression.trim()} is ${String(result)}: ${goesOn}.` },
    { output: known({ result }), ways: [way] },
  );
}

async function judgeAction(step: StepOf<'product_action'>, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const { needs, facts, request } = planning;
  const { product, action, payload } = step.config;
  const outside = goesOutside(step, request, needs.productCalls) ? 'product' : 'simulated';
  const said = {
    verdict: 'run',
    outside,
    sentence: outside === 'product' ? `Calls ${product}.${action}.` : `Simulates ${product}.${action}: nothing outside is called.`,
  } as const;
  const onFailure = step.onError ?? null;
  const ways = [step.next ?? null];
  const reads = templateReads(payload);
  const paths = reads.ok ? reads.value.flatMap(({ expression }) => expression.reads) : [];
  if (unknownAmong(paths, knowledge, facts) !== null)
    return saving(step, unknownUntil(step.id), knowledge, planning, output => judgement(step, said, { ...output, ways, onFailure }));
  const input = await STEP_WORKS.product_action.prepare(step, planScope(knowledge, facts));
  if (!input.ok) return failing(step, input.error);
  if (outside === 'product')
    return saving(step, unknownUntil(step.id), knowledge, planning, output => judgement(step, said, { ...output, ways, onFailure }));
  const answer = simulateAction(needs.products, { product, action, payload: isJsonObject(input.value) ? input.value : {} });
  if (!answer.ok) return failing(step, answer.error);
  return saving(step, known(answer.value.response), knowledge, planning, output => judgement(step, said, { ...output, ways }));
}

async function judgeTask(step: StepOf<'human_task'>, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const { facts } = planning;
  const { assignee, description, deadline, show = [], onDeadline } = step.config;
  const shown = show.flatMap(text => {
    const parsed = parseExpression(text);
    return parsed.ok ? parsed.value.reads : [];
  });
  const templates = templateReads({ description, deadline: deadline ?? null });
  const reads = [...shown, ...(templates.ok ? templates.value.flatMap(({ expression }) => expression.reads) : [])];
  if (unknownAmong(reads, knowledge, facts) === null) {
    const prepared = await STEP_WORKS.human_task.prepare(step, planScope(knowledge, facts));
    if (!prepared.ok) return failing(step, prepared.error);
  }
  const late = deadline === undefined || deadline === '' ? [] : [onDeadline ?? null];
  return saving(step, unknownUntil(step.id), knowledge, planning, output =>
    judgement(
      step,
      { verdict: 'run', outside: 'person', sentence: `Asks ${assignee}.` },
      { ...output, ways: [step.next ?? null, ...late], decidedBy: new Set([step.id]), onFailure: step.onError ?? null },
    ),
  );
}

function judgeWait(step: StepOf<'event_wait'>, knowledge: Knowledge, planning: Planning): Promise<Judgement> {
  const { eventType, timeoutMs, onTimeout } = step.config;
  const late = timeoutMs === undefined ? [] : [onTimeout ?? null];
  return saving(step, unknownUntil(step.id), knowledge, planning, output =>
    judgement(
      step,
      { verdict: 'run', outside: 'event', sentence: `Waits for the event ${eventType}.` },
      { ...output, ways: [step.next ?? null, ...late], decidedBy: new Set([step.id]) },
    ),
  );
}

/** The judgement of a step that gives `output`, with what it saves; one whose saving cannot but fail fails. */
async function saving(
  step: Exclude<Step, { kind: 'gate' }>,
  output: Value,
  knowledge: Knowledge,
  planning: Planning,
  judged: (more: Pick<Judgement, 'output' | 'saves'>) => Judgement,
): Promise<Judgement> {
  const saves = await saveKnown(step, output, knowledge, planning);
  return saves.ok ? judged({ output, saves: saves.value }) : failing(step, saves.error);
}
