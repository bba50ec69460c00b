import { FlowId } from '../../engine/base/ids.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { buildPacket } from '../../engine/packet/build-packet.ts';
import type { Packet } from '../../engine/packet/packet.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { refBytes } from '../../engine/base/value-ref.ts';

export const STEPS = 10;

/** What a step is given and what it gives weigh about 1,000 bytes together, and differ from step to step and from run to run. */
const TEXT = 'x'.repeat(925);

/** A linear flow of simulated product actions: the least that a step with an input and an output can do. */
export const LINEAR_FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Bench',
  start: 's0',
  steps: Array.from({ length: STEPS }, (_, index) => ({
    id: `s${String(index)}`,
    kind: 'product_action',
    config: {
      product: 'janice',
      action: 'share_artefact',
      payload: { to: 'Ana', title: `Part ${String(index)} of {{ run.id }}`, markdown: TEXT },
    },
    ...(index + 1 < STEPS ? { next: `s${String(index + 1)}` } : {}),
  })),
});

export interface Load {
  readonly stepsPerSecond: number;
  /** From one durable boundary of a run to the next, in microseconds. */
  readonly stepUs: readonly number[];
  /** Processor time of the whole process. */
  readonly cpuUsAStep: number;
  readonly steps: number;
  /** Bytes of canonical JSON that steps were given and gave. */
  readonly stateBytesAStep: number;
}

/** `resourcesFolder`: of a bundle, which does not know its own. */
export async function openBenchWorkspace(folder: string, resourcesFolder?: string): Promise<Workspace> {
  const opened = await openWorkspace({ folder, environment: {}, ...(resourcesFolder === undefined ? {} : { resourcesFolder }) });
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value;
}

export function packetOf(workspace: Workspace, flow: Flow, slices: Record<string, string> = {}): Packet {
  const packet = buildPacket(workspace.orgId, flow.packet, { format: 'atelier-packet/1', slices });
  if (!packet.ok) throw new Error('The packet of the bench did not build.');
  return packet.value;
}

/** Starts a run and gives its rows once it has ended. Followed as a window follows it: by the rows that are announced when they are on disk. */
export function openFollower(workspace: Workspace): {
  readonly runThrough: (flow: Flow, packet: Packet) => Promise<Followed>;
  leave(): void;
} {
  const followed = new Map<string, Followed & { readonly end: () => void }>();
  const leave = workspace.runner.onRows((runId, rows) => {
    const run = followed.get(runId);
    if (run === undefined) return;
    run.boundaries.push({ atMs: performance.now(), rows });
    if (rows.some(({ kind }) => kind === 'run.succeeded')) run.end();
    if (rows.some(({ kind }) => kind === 'run.failed' || kind === 'run.halted'))
      throw new Error(`A run of the bench ended badly: ${runId}.`);
  });
  return {
    leave,
    async runThrough(flow, packet) {
      const what = { flowId: FlowId.parse('bench'), flow, versionNo: null, packet, mode: 'draft' } as const;
      const started = await workspace.runner.start({ ...what, by: workspace.me, startKey: null });
      if (!started.ok) throw new Error('The flow of the bench did not start.');
      const run = { boundaries: [] as Boundary[] };
      await new Promise<void>(resolve => followed.set(started.value, { ...run, end: resolve }));
      followed.delete(started.value);
      return run;
    },
  };
}

interface Boundary {
  readonly atMs: number;
  readonly rows: readonly TraceRow[];
}

export interface Followed {
  readonly boundaries: Boundary[];
}

/** Keeps so many runs under way for so many seconds; each is followed to its end. */
export async function loadEngine(workspace: Workspace, inFlight: number, seconds: number): Promise<Load> {
  const follower = openFollower(workspace);
  const packet = packetOf(workspace, LINEAR_FLOW);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const stepUs: number[] = [];
  let steps = 0;
  let stateBytes = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < start + seconds * 1000) {
      const { boundaries } = await follower.runThrough(LINEAR_FLOW, packet);
      steps += STEPS;
      for (const [index, { atMs, rows }] of boundaries.entries()) {
        stepUs.push((atMs - (boundaries[index - 1]?.atMs ?? atMs)) * 1000);
        stateBytes += rows.reduce((bytes, row) => bytes + stateBytesOf(row), 0);
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  follower.leave();
  const { user, system } = process.cpuUsage(cpu);
  const elapsedMs = performance.now() - start;
  return {
    stepsPerSecond: steps / (elapsedMs / 1000),
    stepUs,
    cpuUsAStep: (user + system) / steps,
    steps,
    stateBytesAStep: stateBytes / steps,
  };
}

function stateBytesOf(row: TraceRow): number {
  if (row.kind === 'step.started') return row.data.input === undefined ? 0 : refBytes(row.data.input);
  return row.kind === 'step.completed' ? refBytes(row.data.output) : 0;
}
