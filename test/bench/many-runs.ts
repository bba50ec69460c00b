import { Actor, FlowId, OrgId, RunId, StepId, WaitId } from '../../engine/base/ids.ts';
import { hashOf } from '../../engine/base/hash.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { ledgerHash } from '../../engine/ledger/ledger-hash.ts';
import type { LedgerRow } from '../../engine/ledger/ledger-row.ts';
import { packetHash, type Packet } from '../../engine/packet/packet.ts';
import { Boundary } from '../../engine/runner/boundary.ts';
import { newRun } from '../../engine/runner/new-run.ts';
import type { RunStore } from '../../engine/runner/run-store.ts';
import type { StepPlace } from '../../engine/steps/step-work.ts';
import type { Run } from '../../engine/trace/run.ts';
import type { Wait } from '../../engine/trace/trace-row.ts';

export const BENCH_ORG = OrgId.parse('bench');
export const ROWS_A_RUN = 20;
const ANA = Actor.parse('user:ana');
const SAGE = Actor.parse('agent:sage');
const PARTNER = Actor.parse('role:partner');

const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Draft and review',
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', config: { skill: 'draft_proposal', input: {} }, next: 'review' },
    { id: 'review', kind: 'human_task', config: { assignee: 'role:partner', description: 'Is it good?' } },
  ],
});
const PACKET: Packet = { hash: packetHash(BENCH_ORG, []), slices: [] };
const OUTPUT_HASH = hashOf('atelier/value/v1', 'output');

const placeOf = (index: 0 | 1): StepPlace => {
  const step = FLOW.steps[index];
  if (step === undefined) throw new Error('The flow has two steps.');
  return { step, visit: 1, attempt: 1 };
};

/** Time in this workspace: a microsecond a question. */
let atUs = 1_700_000_000_000_000;
const nowUs = (): number => atUs++;

/**
 * Writes runs of 20 rows through the store, numbered from `from`, as many in flight as are asked for, so that they share commits: Sage drafts (one in ten
 * a proposal), a person answers (one in ten rejects).
 */
export async function writeRuns(store: RunStore, from: number, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => writeRun(store, from + index)));
}

export const runIdOf = (index: number): RunId => RunId.parse(`run_${String(index).padStart(9, '0')}`);

async function writeRun(store: RunStore, index: number): Promise<void> {
  const request = {
    flowId: FlowId.parse('review'),
    flow: FLOW,
    versionNo: null,
    packet: PACKET,
    mode: 'draft',
    by: ANA,
    startKey: null,
  } as const;
  const created = newRun(request, {
    orgId: BENCH_ORG,
    ids: { next: () => runIdOf(index) },
    clock: { nowUs, sleepUntil: () => Promise.resolve() },
  });
  await store.create(created);
  const drafted = draft(created.run, index);
  await store.commit(drafted.change());
  await store.commit(review(drafted.run, index).change());
}

const skillOf = (index: number): string => (index % 10 === 0 ? 'draft_proposal' : 'score_mission_fit');

function draft(run: Run, index: number): Boundary {
  const boundary = new Boundary(run, run.epoch, nowUs);
  const skill = skillOf(index);
  const place = placeOf(0);
  const stage = { stage: skill, stageKey: null };
  boundary.add('run.started', null, {});
  boundary.add('step.started', place, { input: boundary.refer({ intake: `A festival of ${String(index)} films wants a proposal.` }) });
  boundary.add('cache.miss', place, stage, { skill });
  const model = { provider: 'local', modelId: 'small' };
  boundary.add(
    'agent.called',
    place,
    { ...stage, ...model, modelClass: 'drafting', prompt: boundary.refer('Draft it.') },
    { actor: SAGE, skill },
  );
  const answer = boundary.refer({ output: { text: `A proposal for ${String(index)} films. `.repeat(8) } });
  const usage = { inputTokens: 100, outputTokens: 50 };
  boundary.add(
    'agent.returned',
    place,
    { ...stage, ...model, answer, usage, finishReason: 'stop' },
    { actor: SAGE, skill, durationUs: 900 },
  );
  const line = ledgerLine(boundary.run, skill);
  const traceSeq = boundary.add(
    'ledger.recorded',
    place,
    { stage: skill, cache: 'miss', costMicroUsd: 7, rowHash: ledgerHash(line) },
    { skill },
  );
  boundary.record({ ...line, traceSeq });
  completed(boundary, place, skill);
  boundary.add('step.started', placeOf(1), {});
  const wait: Wait = {
    waitId: WaitId.parse(`wait_${String(index)}`),
    subject: {
      kind: 'human',
      assignee: PARTNER,
      description: 'Is it good?',
      outcomes: [{ id: 'approve', label: 'Approve' }],
      form: null,
      show: [],
    },
    deadlineAtUs: null,
  };
  boundary.add('human.assigned', placeOf(1), { waitId: wait.waitId, assignee: PARTNER });
  boundary.add('step.waiting', placeOf(1), { wait });
  boundary.add('run.waiting', null, { waitId: wait.waitId });
  const { runId, flowId, flowName } = run;
  boundary.openWait = { runId, flowId, flowName, stepId: StepId.parse('review'), visit: 1, wait, openedAtUs: nowUs() };
  return boundary;
}

function review(run: Run, index: number): Boundary {
  const boundary = new Boundary(run, run.epoch, nowUs);
  if (run.state.status !== 'waiting') throw new Error('A drafted run waits.');
  const { waitId } = run.state.wait;
  const place = placeOf(1);
  boundary.add('run.resumed', null, { waitId }, { actor: ANA });
  const humanOutcome = Math.floor(index / 10) % 10 === 0 ? 'reject' : 'approve';
  boundary.add(
    'human.resolved',
    place,
    { waitId, comment: null, answer: boundary.refer({ outcome: humanOutcome }) },
    { actor: ANA, humanOutcome },
  );
  completed(boundary, place, null);
  while (boundary.run.lastSeq < ROWS_A_RUN - 1) boundary.add('memory.read', place, { scope: 'org', snapshotHash: run.versionHash });
  boundary.add('run.succeeded', null, { artefacts: [] });
  boundary.closeWait = { waitId, how: 'resolved', by: ANA };
  return boundary;
}

function completed(boundary: Boundary, place: StepPlace, skill: string | null): void {
  const spent = { inputTokens: 100, outputTokens: 50, costMicroUsd: 7, avoidedMicroUsd: 0, citations: 0 };
  boundary.add(
    'step.completed',
    place,
    { output: boundary.refer({ text: 'A proposal.' }), save: {}, from: 'work', cachedFrom: null, simulated: false, ...spent },
    { skill, durationUs: 1000 },
  );
}

const ledgerLine = (run: Run, skill: string): Omit<LedgerRow, 'traceSeq'> => ({
  orgId: run.orgId,
  runId: run.runId,
  stepId: StepId.parse('draft'),
  visit: 1,
  attempt: 1,
  stage: skill,
  atUs: nowUs(),
  skill,
  packetHash: run.packetHash,
  inputHash: null,
  slices: {},
  promptHash: null,
  memoryHash: null,
  provider: 'local',
  modelClass: 'drafting',
  requestModel: 'small',
  responseModel: null,
  params: {},
  finishReason: 'stop',
  inputTokens: 100,
  outputTokens: 50,
  cacheReadTokens: 0,
  reasoningTokens: 0,
  costMicroUsd: 7,
  priceTableHash: null,
  avoidedMicroUsd: 0,
  outputHash: OUTPUT_HASH,
  status: 'ok',
  errorClass: null,
  latencyUs: 900,
  cache: 'miss',
  cachedFrom: null,
  claimsTotal: null,
  claimsGrounded: null,
  claimsContested: null,
  citations: 0,
  bypassReason: null,
});
