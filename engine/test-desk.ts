import { Actor, TestRunId, type FlowId, type OrgId, type PacketId, type RunId } from './base/ids.ts';
import type { Json } from './base/json.ts';
import { ok, refused, type Result } from './base/result.ts';
import type { Clock, Ids } from './base/world.ts';
import { flowHash } from './flow/flow-hash.ts';
import { stepOf, stepTitle, type Flow } from './flow/flow.ts';
import type { Packet } from './packet/packet.ts';
import { openScope, openValues } from './runner/scope.ts';
import type { RunStore } from './runner/run-store.ts';
import type { Runner } from './runner/runner-door.ts';
import { judgeCase } from './test-set/judge-case.ts';
import { isToBeRunAgain, testGrid, type SeenCase, type TestGrid } from './test-set/test-grid.ts';
import type { TestRun, TriedCase } from './test-set/test-run.ts';
import { NO_TEST_SET, type TestSet } from './test-set/test-set.ts';
import type { TestStore } from './test-set/test-store.ts';
import { causeSentence } from './trace/cause-sentence.ts';
import { foldRun } from './trace/fold-run.ts';
import type { Run } from './trace/run.ts';
import type { TraceReader } from './trace/trace-store.ts';

/** One packet to try a flow on; a packet that cannot be read, or does not fit, is told in the grid. */
export interface CaseToTry {
  readonly packetId: PacketId;
  readonly title: string;
  readonly packet: Result<Packet, string>;
}

/** A flow to be tried: free of errors, and its pins fit. */
export interface TestRequest {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly versionNo: number | null;
  readonly pins: Readonly<Record<string, Json>>;
  readonly cases: readonly CaseToTry[];
  readonly by: Actor;
}

/** Tries flows on the packets of their test sets, and keeps what came of it. */
export interface TestDesk {
  /** As it was last saved, or an empty one with revision 0. */
  testSet(flowId: FlowId): Promise<{ readonly testSet: TestSet; readonly revision: number }>;
  save: TestStore['saveTestSet'];
  /** Starts a run on each packet, a few at a time. Refused while a test run of the flow is under way, and without packets. */
  start(request: TestRequest): Promise<Result<TestRun, string>>;
  /** Runs those cases of a test run again that did not come to what they should, within the same test run. */
  again(testRunId: TestRunId, request: TestRequest): Promise<Result<TestRun, string>>;
  /** Stops its runs and begins no more. False when it is not under way here. */
  cancel(testRunId: TestRunId, by: Actor): Promise<boolean>;
  testRun(testRunId: TestRunId): Promise<TestRun | null>;
  /** Newest first. */
  testRuns(flowId: FlowId, limit: number): Promise<readonly TestRun[]>;
  /** What a test run came to so far, held to what the set expects now. */
  grid(testRun: TestRun, flow: Flow, testSet: TestSet): Promise<TestGrid>;
  /** Resolves when nothing of it is under way here. */
  ended(testRunId: TestRunId): Promise<void>;
  /** Told when a test run, or a set, changed; gives the function that ends it. */
  onChange(listener: (flowId: FlowId) => void): () => void;
  /** Begins no more runs. What is under way stays as it came; shown again, it was cut off. */
  stop(): void;
}

export interface TestDeskNeeds {
  readonly orgId: OrgId;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tests: TestStore;
  readonly runs: RunStore;
  readonly trace: TraceReader;
  readonly runner: Pick<Runner, 'start' | 'settled' | 'cancel'>;
}

/** So many runs of a test run go at once. */
const AT_ONCE = 3;

/** A test run that this process drives. */
interface UnderWay {
  testRun: TestRun;
  isCancelled: boolean;
  readonly going: Set<RunId>;
  done: Promise<void>;
}

export function openTestDesk(needs: TestDeskNeeds): TestDesk {
  const { orgId, tests, runner, clock } = needs;
  const underWay = new Map<TestRunId, UnderWay>();
  const listeners = new Set<(flowId: FlowId) => void>();
  let isStopped = false;
  const changed = (flowId: FlowId): void => listeners.forEach(listener => listener(flowId));

  async function keep(work: UnderWay, change: Partial<TestRun>): Promise<void> {
    work.testRun = { ...work.testRun, ...change };
    await tests.putTestRun(orgId, work.testRun);
    changed(work.testRun.flowId);
  }

  const noted = (work: UnderWay, packetId: PacketId, change: Partial<TriedCase>): Promise<void> =>
    keep(work, { cases: work.testRun.cases.map(each => (each.packetId === packetId ? { ...each, ...change } : each)) });

  async function tryCase(work: UnderWay, { packetId, packet }: CaseToTry, request: TestRequest): Promise<void> {
    const { flow, flowId, versionNo, pins, by } = request;
    const versionHash = flowHash(flow);
    if (!packet.ok) return noted(work, packetId, { refusal: packet.error, versionHash });
    const started = await runner.start({ flowId, flow, versionNo, packet: packet.value, mode: 'draft', by, startKey: null, pins });
    if (!started.ok)
      return noted(work, packetId, {
        refusal: started.error.kind === 'storage' ? started.error.sentence : 'The run could not be started.',
        versionHash,
      });
    const runId = started.value;
    work.going.add(runId);
    await noted(work, packetId, { runId, versionHash });
    if (work.isCancelled) await runner.cancel(runId, by, 'The test run was cancelled.');
    // What the disk refuses is told by the run itself.
    await runner.settled(runId).catch(() => null);
    work.going.delete(runId);
    changed(flowId);
  }

  async function drive(work: UnderWay, cases: readonly CaseToTry[], request: TestRequest): Promise<void> {
    const left = [...cases];
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined && !work.isCancelled && !isStopped; next = left.shift())
        await tryCase(work, next, request);
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      if (!isStopped) await keep(work, { state: work.isCancelled ? 'cancelled' : 'ended', endedAtUs: clock.nowUs() });
    } finally {
      underWay.delete(work.testRun.testRunId);
      changed(request.flowId);
    }
  }

  async function begin(testRun: TestRun, cases: readonly CaseToTry[], request: TestRequest): Promise<Result<TestRun, string>> {
    if (cases.length === 0) return refused('There is nothing to run: no packet of the set holds what the flow asks for.');
    if ([...underWay.values()].some(each => each.testRun.flowId === request.flowId))
      return refused('A test run of this flow is under way. Wait for its end, or cancel it.');
    const work: UnderWay = { testRun, isCancelled: false, going: new Set(), done: Promise.resolve() };
    underWay.set(testRun.testRunId, work);
    try {
      await keep(work, {});
    } catch (fault) {
      underWay.delete(testRun.testRunId);
      if (fault instanceof Error && fault.name === 'StorageError') return refused(fault.message);
      throw fault;
    }
    work.done = drive(work, cases, request).catch(() => undefined); // a full disk: the grid stays as far as it came
    return ok(work.testRun);
  }

  const untried = ({ packetId, title }: CaseToTry): TriedCase => ({ packetId, title, runId: null, refusal: null, versionHash: null });

  async function seen(tried: TriedCase, flow: Flow, testSet: TestSet): Promise<SeenCase> {
    const rows = tried.runId === null ? [] : await needs.trace.rowsOf(orgId, tried.runId);
    if (rows.length === 0) return { tried, run: null, verdict: { isMet: null, misses: [] }, sentence: '' };
    const run = foldRun(rows);
    const titleOf = (stepId: string): string => {
      const step = stepOf(flow, stepId);
      return step === undefined ? stepId : stepTitle(step);
    };
    const packet = await needs.runs.packet(orgId, run.packetHash);
    if (packet === null) throw new Error(`The packet of ${run.runId} is not in the store.`);
    const scope = openScope(
      run,
      packet,
      openValues(hash => needs.runs.blob(orgId, hash)),
    );
    const expected = Object.hasOwn(testSet.cases, tried.packetId) ? testSet.cases[tried.packetId]?.expected : undefined;
    const verdict = await judgeCase(run, expected, { evaluate: expression => scope.evaluate(expression), titleOf });
    return { tried, run, verdict, sentence: restSentence(run, titleOf) };
  }

  const gridOf = async (testRun: TestRun, flow: Flow, testSet: TestSet): Promise<TestGrid> => {
    const cases = await Promise.all(testRun.cases.map(tried => seen(tried, flow, testSet)));
    return testGrid(testRun, cases, { drawn: flow, versionHash: flowHash(flow) }, underWay.has(testRun.testRunId));
  };

  return {
    testSet: async flowId => (await tests.testSet(orgId, flowId)) ?? { testSet: NO_TEST_SET, revision: 0 },
    async save(org, flowId, saved) {
      const kept = await tests.saveTestSet(org, flowId, saved);
      if (kept.ok) changed(flowId);
      return kept;
    },
    start(request) {
      const testRunId = TestRunId.parse(needs.ids.next('test'));
      const { flowId, by, cases } = request;
      const startedAtUs = clock.nowUs();
      return begin({ testRunId, flowId, by, startedAtUs, endedAtUs: null, state: 'running', cases: cases.map(untried) }, cases, request);
    },
    async again(testRunId, request) {
      const before = await tests.testRun(orgId, testRunId);
      if (before === null) return refused('This test run is not in the workspace.');
      const { testSet } = (await tests.testSet(orgId, before.flowId)) ?? { testSet: NO_TEST_SET };
      const grid = await gridOf(before, request.flow, testSet);
      const wrong = new Set(grid.lines.filter(isToBeRunAgain).map(({ packetId }) => packetId));
      const cases = request.cases.filter(({ packetId }) => wrong.has(packetId));
      if (cases.length === 0) return refused('Every packet came to what it should, so there is nothing to run again.');
      const fresh = new Map(cases.map(each => [each.packetId, untried(each)]));
      const tried = before.cases.map(each => fresh.get(each.packetId) ?? each);
      return begin({ ...before, by: request.by, endedAtUs: null, state: 'running', cases: tried }, cases, request);
    },
    async cancel(testRunId, by) {
      const work = underWay.get(testRunId);
      if (work === undefined) return false;
      work.isCancelled = true;
      await Promise.all([...work.going].map(runId => runner.cancel(runId, by, 'The test run was cancelled.')));
      await work.done;
      return true;
    },
    testRun: testRunId => tests.testRun(orgId, testRunId),
    testRuns: (flowId, limit) => tests.testRuns(orgId, flowId, limit),
    grid: gridOf,
    ended: async testRunId => {
      await underWay.get(testRunId)?.done;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      isStopped = true;
    },
  };
}

/** Why a run rests where it does; empty where its state says all. */
function restSentence(run: Run, titleOf: (stepId: string) => string): string {
  const { state } = run;
  if (state.status === 'failed' || state.status === 'halted') return causeSentence(state.cause);
  if (state.status !== 'waiting') return '';
  const { subject } = state.wait;
  return `Waits at “${titleOf(state.stepId)}” for ${subject.kind === 'human' ? subject.assignee : subject.eventType}.`;
}
