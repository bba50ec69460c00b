// Steps a second of the engine beside a floor in the same run. Both are durable the same way (WAL, synchronous FULL, one flush a commit).
// The floor is better-sqlite3 alone with prepared statements and as many bytes: in one transaction a step it writes the run's state over the
// last one, and adds a row for "completed k" and one for "started k+1", which together weigh what the engine's rows weigh beside the state.
// It has no chain, no append-only triggers, no foreign keys, no fold, no expressions. Rounds alternate, since other work of the machine moves
// both by a factor of two; ratios are of neighbours.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { HOST_FLAGS } from '../../electron/host-flags.ts';
import { bundledMemoryBench } from './bundled-memory-bench.ts';
import { LINEAR_FLOW, loadEngine, openBenchWorkspace, openFollower, packetOf, STEPS } from './engine-load.ts';
import { median, quantile, spread, target, thousands } from './figures.ts';
import { floorGrouped, floorSequential, type FloorStep } from './sqlite-floor.ts';

const ROUNDS = 5;
const SECONDS = 1.5;
const IN_FLIGHT = 50;
const MOST_MEMORY = 150_000_000;

interface Weights {
  /** Growth of the database with its indexes, all else that a run writes counted in. */
  readonly diskBytes: number;
  /** What a commit writes into the log before it is durable: whole pages. */
  readonly logBytes: number;
  readonly write: FloorStep;
}

/** What a step weighs, one run after another, in a workspace of its own. */
async function weigh(folder: string): Promise<Weights> {
  const file = join(folder, 'atelier.db');
  await (await openBenchWorkspace(folder)).close();
  const before = statSync(file).size;
  let workspace = await openBenchWorkspace(folder);
  let follower = openFollower(workspace);
  const packet = packetOf(workspace, LINEAR_FLOW);
  await follower.runThrough(LINEAR_FLOW, packet);
  const logBefore = statSync(`${file}-wal`).size;
  for (let run = 0; run < 10; run++) await follower.runThrough(LINEAR_FLOW, packet);
  const logBytes = (statSync(`${file}-wal`).size - logBefore) / (10 * STEPS);
  await workspace.close();
  workspace = await openBenchWorkspace(folder);
  follower = openFollower(workspace);
  for (let run = 11; run < 200; run++) await follower.runThrough(LINEAR_FLOW, packet);
  const { stateBytesAStep } = await loadEngine(workspace, 1, 0.1);
  await workspace.close();
  const database = new Database(file, { readonly: true });
  const steps = Number(database.prepare("SELECT count(*) FROM atelier_traces WHERE kind = 'step.completed'").pluck().get());
  const rows = Number(database.prepare("SELECT sum(payload) FROM dbstat WHERE name = 'atelier_traces'").pluck().get());
  database.close();
  const stateBytes = Math.round(stateBytesAStep);
  return {
    diskBytes: (statSync(file).size - before) / steps,
    logBytes,
    write: { stateBytes, rowBytes: Math.round((rows / steps - stateBytes) / 2) },
  };
}

/** Peak of a process that does nothing else, and what it had before the first run: bundled and with the flags that the application ships with. */
async function memoryInFlight(): Promise<{ readonly peakBytes: number; readonly idleBytes: number }> {
  const { program, resources, leave } = await bundledMemoryBench();
  try {
    const { stdout } = spawnSync(process.execPath, [...HOST_FLAGS, program, String(IN_FLIGHT), resources], { encoding: 'utf8' });
    return JSON.parse(stdout) as { peakBytes: number; idleBytes: number }; // true: that is what engine-memory.ts prints
  } finally {
    leave();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
try {
  const { diskBytes, logBytes, write } = await weigh(join(folder, 'weights'));
  const workspace = await openBenchWorkspace(join(folder, 'workspace'));
  await loadEngine(workspace, 1, SECONDS); // until the code is compiled; not counted
  await loadEngine(workspace, IN_FLIGHT, SECONDS);
  const one = { floor: [] as number[], engine: [] as number[], ratio: [] as number[] };
  const many = { floor: [] as number[], engine: [] as number[], ratio: [] as number[], cpuUs: [] as number[] };
  const stepUs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const floor = { write, steps: STEPS, seconds: SECONDS };
    const floorOne = floorSequential({ ...floor, file: join(folder, `floor-${String(round)}.db`) });
    const engineOne = await loadEngine(workspace, 1, SECONDS);
    const floorMany = floorGrouped({ ...floor, file: join(folder, `group-${String(round)}.db`) }, IN_FLIGHT);
    const engineMany = await loadEngine(workspace, IN_FLIGHT, SECONDS);
    one.floor.push(floorOne);
    one.engine.push(engineOne.stepsPerSecond);
    one.ratio.push(engineOne.stepsPerSecond / floorOne);
    many.floor.push(floorMany);
    many.engine.push(engineMany.stepsPerSecond);
    many.ratio.push(engineMany.stepsPerSecond / floorMany);
    many.cpuUs.push(engineMany.cpuUsAStep);
    stepUs.push(...engineOne.stepUs.filter(us => us > 0));
  }
  console.log(
    `${workspace.engine}; linear flow of ${String(STEPS)} product actions, ${String(write.stateBytes)} bytes of state and 2 × ${String(write.rowBytes)} of rows a step; medians of ${String(ROUNDS)} rounds of ${String(SECONDS)} s`,
  );
  const words = ({ floor, engine, ratio }: typeof one): string =>
    `floor ${thousands(median(floor))}, engine ${thousands(median(engine))} steps/s, ratio ${median(ratio).toFixed(2)}, rounds ${spread(ratio)}`;
  target(`one run after another: ${words(one)}`, '≥ 0.65', median(one.ratio) >= 0.65);
  const p50Ms = median(stepUs) / 1000;
  target(`  a step: p50 ${p50Ms.toFixed(2)} ms, p99 ${(quantile(stepUs, 0.99) / 1000).toFixed(2)} ms`, 'p50 ≤ 0.30 ms', p50Ms <= 0.3);
  target(`  on disk: ${thousands(diskBytes)} bytes a step, ${thousands(logBytes)} through the log`, '≤ 2,048 bytes', diskBytes <= 2048);
  target(
    `${String(IN_FLIGHT)} runs in flight: ${words(many)}, ${median(many.cpuUs).toFixed(0)} µs of processor a step`,
    '≥ 0.40',
    median(many.ratio) >= 0.4,
  );
  await workspace.close();
  const { peakBytes, idleBytes } = await memoryInFlight();
  target(
    `  memory: ${thousands(peakBytes / 1e6)} MB at most, of which ${thousands(idleBytes / 1e6)} before the first run`,
    `≤ ${thousands(MOST_MEMORY / 1e6)} MB`,
    peakBytes <= MOST_MEMORY,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
