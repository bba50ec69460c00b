import { Actor, FlowId, OrgId, RunId, SliceName, StepId, WaitId } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { packetHash, sliceHash, type Packet, type Slice } from '../../../engine/packet/packet.ts';
import { Boundary } from '../../../engine/runner/boundary.ts';
import { newRun } from '../../../engine/runner/new-run.ts';
import type { NewRun } from '../../../engine/runner/run-store.ts';
import type { StepPlace } from '../../../engine/steps/step-work.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { Wait } from '../../../engine/trace/trace-row.ts';
import { ORG, type Store } from './a-store.ts';

export const ANA = Actor.parse('user:ana');
export const FLOW_ID = FlowId.parse('review-a-draft');

export const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Review a draft',
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', config: { skill: 'draft_proposal', input: {} }, next: 'review' },
    { id: 'review', kind: 'human_task', config: { assignee: 'role:partner', description: 'Is it good?' } },
  ],
});

const DRAFT_STEP = FLOW.steps[0] ?? fault();
/** The first visit of the first step. */
export const DRAFT: StepPlace = { step: DRAFT_STEP, visit: 1, attempt: 1 };

function fault(): never {
  throw new Error('The flow has steps.');
}

export function aPacket(slices: Record<string, Json> = { transcript: 'Ana: hello.' }, orgId: OrgId = ORG): Packet {
  const made = Object.entries(slices).map(([key, value]): Slice => {
    const name = SliceName.parse(key);
    return { name, schema: {}, value, hash: sliceHash(name, {}, value) };
  });
  return { hash: packetHash(orgId, made), slices: made.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Time in these tests: one microsecond a question. */
let atUs = 1_000_000;
const nowUs = (): number => atUs++;

export interface RunOptions {
  readonly orgId?: OrgId;
  readonly startKey?: string;
  readonly packet?: Packet;
  readonly flow?: Flow;
  readonly flowId?: FlowId;
}

/** A run that nobody has stored yet; `name` makes its id. */
export function aNewRun(name: string, options: RunOptions = {}): NewRun {
  const orgId = options.orgId ?? ORG;
  const request = {
    flowId: options.flowId ?? FLOW_ID,
    flow: options.flow ?? FLOW,
    versionNo: null,
    packet: options.packet ?? aPacket({ transcript: 'Ana: hello.' }, orgId),
    mode: 'draft',
    by: ANA,
    startKey: options.startKey ?? null,
  } as const;
  return newRun(request, { orgId, ids: { next: () => runId(name) }, clock: { nowUs, sleepUntil: () => Promise.resolve() } });
}

export const runId = (name: string): RunId => RunId.parse(`run_${name}`);

/** The next boundary of a run, to be filled and committed. */
export const nextBoundary = (run: Run, epoch = run.epoch): Boundary => new Boundary(run, epoch, nowUs);

/** Stores a run and begins it: it stands inside its first step, in epoch 1. */
export async function begin(store: Store, name: string, options: RunOptions = {}): Promise<Run> {
  const created = aNewRun(name, options);
  await store.runs.create(created);
  const epoch = await store.runs.claim(created.run.orgId, created.run.runId);
  const boundary = nextBoundary(created.run, epoch);
  boundary.add('run.started', null, {});
  boundary.add('step.started', DRAFT, {});
  await store.runs.commit(boundary.change());
  return boundary.run;
}

/** A boundary that says one thing more about the first step. */
export function oneRowMore(run: Run, epoch = run.epoch): Boundary {
  const boundary = nextBoundary(run, epoch);
  boundary.add('memory.read', DRAFT, { scope: 'org', snapshotHash: run.versionHash });
  return boundary;
}

/** A boundary that parks the run on a person's answer. */
export function parkOn(run: Run, waitName: string, deadlineAtUs: number | null = null): Boundary {
  const boundary = nextBoundary(run);
  const wait: Wait = {
    waitId: WaitId.parse(`wait_${waitName}`),
    subject: {
      kind: 'human',
      assignee: Actor.parse('role:partner'),
      description: 'Is it good?',
      outcomes: [{ id: 'approve', label: 'Approve' }],
      form: null,
      show: [],
    },
    deadlineAtUs,
  };
  boundary.add('step.waiting', DRAFT, { wait });
  boundary.add('run.waiting', null, { waitId: wait.waitId });
  const { runId, flowId, flowName } = run;
  boundary.openWait = { runId, flowId, flowName, stepId: StepId.parse('draft'), visit: 1, wait, openedAtUs: nowUs() };
  return boundary;
}

/** A boundary that ends the wait of a parked run. */
export function endWait(run: Run, how: 'resolved' | 'matched' | 'timed_out' | 'cancelled', by: Actor = ANA): Boundary {
  if (run.state.status !== 'waiting') throw new Error('Only a parked run has a wait to end.');
  const { waitId } = run.state.wait;
  const boundary = nextBoundary(run);
  boundary.add('run.resumed', null, { waitId }, { actor: by });
  boundary.closeWait = { waitId, how, by };
  return boundary;
}
