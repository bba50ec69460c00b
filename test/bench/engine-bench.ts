// `npm run bench`: steps a second of the engine beside a raw better-sqlite3 floor in the same run. Both are durable the same way
// (WAL, synchronous FULL); the floor writes state, "completed k" and "started k+1" in one transaction a step, without a chain, a fold or a plan.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowId } from '../../engine/base/ids.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { buildPacket } from '../../engine/packet/build-packet.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { floorGrouped, floorSequential } from './sqlite-floor.ts';

const STEPS = 10;
const ROUNDS = 5;
const SECONDS = 1.5;

/** Steps a second with so many runs under way at any time. */
async function engineRate(workspace: Workspace, inFlight: number): Promise<number> {
  const { flow, packet } = benchFlow(workspace);
  const start = performance.now();
  const untilMs = start + SECONDS * 1000;
  let runs = 0;
  // Runs are followed as a window follows them: by the rows that are announced once they are on disk.
  const ended = new Map<string, (kind: string) => void>();
  const unfollow = workspace.runner.onRows((runId, rows) => {
    const last = rows.at(-1)?.kind ?? '';
    if (/^run\.(succeeded|failed|halted)$/.test(last)) ended.get(runId)?.(last);
  });
  const lane = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      const started = await workspace.runner.start({
        flowId: FlowId.parse('bench'),
        flow,
        versionNo: null,
        packet,
        mode: 'draft',
        by: workspace.me,
        startKey: null,
      });
      if (!started.ok) throw new Error('The bench flow did not start.');
      const end = await new Promise<string>(resolve => ended.set(started.value, resolve));
      ended.delete(started.value);
      if (end !== 'run.succeeded') throw new Error(`The bench flow ended with ${end}.`);
      runs++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  unfollow();
  return (runs * STEPS) / ((performance.now() - start) / 1000);
}

function benchFlow(workspace: Workspace): { flow: Flow; packet: Extract<ReturnType<typeof buildPacket>, { ok: true }>['value'] } {
  const steps = Array.from({ length: STEPS }, (_, index) => ({
    id: `s${String(index)}`,
    kind: 'product_action',
    config: { product: 'janice', action: 'share_artefact', payload: { to: 'Ana', title: 'Bench', markdown: 'x'.repeat(1000) } },
    ...(index + 1 < STEPS ? { next: `s${String(index + 1)}` } : {}),
  }));
  const flow = Flow.parse({ format: 'atelier-flow/1', name: 'Bench', start: 's0', steps });
  const packet = buildPacket(workspace.orgId, flow.packet, { format: 'atelier-packet/1', slices: {} });
  if (!packet.ok) throw new Error('The empty packet did not build.');
  return { flow, packet: packet.value };
}

function line(name: string, floor: readonly number[], engine: readonly number[], ratios: readonly number[], target: number): string {
  const ratio = median(ratios);
  return `${name}: floor ${perSecond(floor)}, engine ${perSecond(engine)}, ratio ${ratio.toFixed(2)} (target ≥ ${String(target)}: ${ratio >= target ? 'reached' : 'not reached'})`;
}

const perSecond = (rates: readonly number[]): string => `${Math.round(median(rates)).toLocaleString('en')} steps/s`;
const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
try {
  const opened = await openWorkspace({ folder: join(folder, 'workspace'), environment: {} });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  await engineRate(workspace, 1); // warm-up, not counted
  const ratios: { one: number[]; fifty: number[] } = { one: [], fifty: [] };
  const rates = { floorOne: [] as number[], engineOne: [] as number[], floorFifty: [] as number[], engineFifty: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const floorOne = floorSequential(join(folder, `floor-${String(round)}.db`), STEPS, SECONDS);
    const engineOne = await engineRate(workspace, 1);
    const floorFifty = floorGrouped(join(folder, `group-${String(round)}.db`), STEPS, 50, SECONDS);
    const engineFifty = await engineRate(workspace, 50);
    ratios.one.push(engineOne / floorOne);
    ratios.fifty.push(engineFifty / floorFifty);
    rates.floorOne.push(floorOne);
    rates.engineOne.push(engineOne);
    rates.floorFifty.push(floorFifty);
    rates.engineFifty.push(engineFifty);
  }
  console.log(
    `Engine against raw better-sqlite3, ${workspace.engine}; linear flow of ${String(STEPS)} product actions, medians of ${String(ROUNDS)} interleaved rounds of ${String(SECONDS)} s`,
  );
  console.log(line('one run at a time', rates.floorOne, rates.engineOne, ratios.one, 0.65));
  console.log(line('50 runs in flight, group commit', rates.floorFifty, rates.engineFifty, ratios.fifty, 0.4));
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
