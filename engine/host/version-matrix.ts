import { TestRunId, type FlowId, type PacketId, type RunId } from '../base/ids.ts';
import type { RunTotals } from '../compare/run-comparison.ts';
import type { MatrixRow, MatrixSide, VersionMatrix } from '../compare/version-matrix.ts';
import { compareInWorkspace } from '../compare-in-workspace.ts';
import { flowHash } from '../flow/flow-hash.ts';
import type { Flow } from '../flow/flow.ts';
import { buildPacket } from '../packet/build-packet.ts';
import { isInSet } from '../test-set/is-in-set.ts';
import type { TestLine } from '../test-set/test-grid.ts';
import type { RunSummary } from '../trace/run-summary.ts';
import type { Workspace } from '../workspace.ts';
import { runRequest } from './run-request.ts';

/** A version of a flow, or a draft, as it is held against another. */
export interface MatrixVersion {
  readonly flowId: FlowId;
  readonly versionNo: number | null;
  readonly flow: Flow;
}

/** So many of a flow's newest runs are looked through for those that a matrix shows. */
const MOST_RUNS = 1000;

/**
 * What two versions did on each packet of their test sets: the newest run of each that ended, on the evidence as it is now; where there is none, what
 * a run would do. Nothing is started.
 */
export async function versionMatrix(workspace: Workspace, a: MatrixVersion, b: MatrixVersion): Promise<VersionMatrix> {
  const [sideA, sideB] = [await openSide(workspace, a), await openSide(workspace, b)];
  const lines = (await workspace.packetDesk.lines()).filter(
    line => isInSet(line, a.flow, sideA.testSet) || isInSet(line, b.flow, sideB.testSet),
  );
  const rows: MatrixRow[] = [];
  for (const { packetId, title } of lines) rows.push(await matrixRow(workspace, sideA, sideB, { packetId, title }));
  return { flowNames: { a: a.flow.name, b: b.flow.name }, rows };
}

interface OpenSide extends MatrixVersion {
  readonly testSet: Awaited<ReturnType<Workspace['tests']['testSet']>>['testSet'];
  /** Of this very definition, newest first. */
  readonly runs: readonly RunSummary[];
}

async function openSide(workspace: Workspace, version: MatrixVersion): Promise<OpenSide> {
  const { testSet } = await workspace.tests.testSet(version.flowId);
  const hash = flowHash(version.flow);
  const runs = await workspace.runs.summaries(workspace.orgId, { flowId: version.flowId, limit: MOST_RUNS });
  return { ...version, testSet, runs: runs.filter(({ versionHash }) => versionHash === hash) };
}

interface NamedPacket {
  readonly packetId: PacketId;
  readonly title: string;
}

async function matrixRow(workspace: Workspace, a: OpenSide, b: OpenSide, packet: NamedPacket): Promise<MatrixRow> {
  const [foundA, foundB] = [await runOn(workspace, a, packet.packetId), await runOn(workspace, b, packet.packetId)];
  const both = isRun(foundA) && isRun(foundB) ? await compareInWorkspace(workspace, foundA.runId, foundB.runId) : null;
  const compared = both?.ok === true ? both.value : null;
  return {
    ...packet,
    a: isRun(foundA) ? await ranSide(workspace, a, packet, foundA.runId, compared?.totals.a) : foundA,
    b: isRun(foundB) ? await ranSide(workspace, b, packet, foundB.runId, compared?.totals.b) : foundB,
    first: compared?.first ?? null,
  };
}

type Found = { readonly kind: 'found'; readonly runId: RunId } | Exclude<MatrixSide, { kind: 'ran' }>;

const isRun = (found: Found): found is Extract<Found, { kind: 'found' }> => found.kind === 'found';

async function runOn(workspace: Workspace, { flowId, versionNo, flow, runs }: OpenSide, packetId: PacketId): Promise<Found> {
  const shelved = await workspace.packets.read(packetId);
  const packet = shelved.ok ? buildPacket(workspace.orgId, flow.packet, shelved.value.document) : null;
  if (packet?.ok === true) {
    const own = runs.filter(({ packetHash }) => packetHash === packet.value.hash);
    const run = own.find(({ endedAtUs }) => endedAtUs !== null) ?? own[0];
    if (run !== undefined) return { kind: 'found', runId: run.runId };
  }
  const request = await runRequest(workspace, { flowId, versionNo, packetId, mode: 'draft' });
  if (request.ok) {
    const { totals } = await workspace.plan(request.value);
    const { reuse, run, unknown, atMostCostMicroUsd, withoutHistory } = totals;
    return { kind: 'missing', plan: { reuse, run, unknown, atMostCostMicroUsd, withoutHistory, people: totals.outside.person } };
  }
  const problem = request.error;
  switch (problem.kind) {
    case 'no-such-flow':
      return { kind: 'unfit', sentence: 'The flow is not in the workspace any more.' };
    case 'flow-has-errors':
      return { kind: 'unfit', sentence: `It cannot run here now: ${problem.problems[0]?.message ?? 'it has errors.'}` };
    case 'packet-does-not-fit': {
      const [first] = problem.problems;
      const where = [first?.slice, first?.path].filter(part => part !== null && part !== undefined && part !== '').join(' ');
      return { kind: 'unfit', sentence: `The packet does not fit: ${where}${where === '' ? '' : ': '}${first?.message ?? ''}` };
    }
    case 'pin-does-not-fit':
      return { kind: 'unfit', sentence: problem.sentence };
  }
}

async function ranSide(
  workspace: Workspace,
  { flowId, flow, testSet }: OpenSide,
  { packetId, title }: NamedPacket,
  runId: RunId,
  totals: RunTotals | undefined,
): Promise<MatrixSide> {
  const tried = { packetId, title, runId, refusal: null, versionHash: flowHash(flow) };
  // What is expected is judged where test runs are, as if this run were one of a single packet.
  const grid = await workspace.tests.grid(
    { testRunId: ONE_RUN, flowId, by: workspace.me, startedAtUs: 0, endedAtUs: 0, state: 'ended', cases: [tried] },
    flow,
    testSet,
  );
  const line = grid.lines[0];
  if (line === undefined) throw new Error(`The grid of ${runId} has no line.`);
  return {
    kind: 'ran',
    runId,
    status: statusOf(line),
    sentence: line.sentence,
    isMet: line.isMet,
    misses: line.misses,
    durationMs: totals?.durationMs ?? (line.durationUs === null ? null : line.durationUs / 1000),
    tokens: line.tokens,
    costMicroUsd: line.costMicroUsd,
    claims: totals?.claims ?? 0,
    contestedClaims: totals?.contestedClaims ?? 0,
  };
}

const ONE_RUN = TestRunId.parse('test_matrix');

function statusOf({ status }: TestLine): Extract<MatrixSide, { kind: 'ran' }>['status'] {
  if (status === 'queued' || status === 'refused' || status === 'left') throw new Error('A run that was found has rows.');
  return status;
}
