import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '#sha256';
import { canonicalJson } from '../../engine/base/canonical-json.ts';
import { OrgId, type RunId } from '../../engine/base/ids.ts';
import type { RunnerNeeds } from '../../engine/runner/runner-needs.ts';
import { openProjectionCheck } from './check-projections.ts';
import { driveQuietly, driveWorld } from './drive-world.ts';
import { randomFaults, type FaultFamily } from './faults.ts';
import { brokenInvariants } from './invariants.ts';
import { judgeRun, type Interpret, type Told } from './judge-run.ts';
import { randomFlow, randomSlices, START_US } from './random-flow.ts';
import { openRng } from './rng.ts';
import { openScript } from './script.ts';
import { openSimWorld, type SimWorld } from './sim-world.ts';

export interface PlayOptions {
  readonly seed: number;
  readonly without?: ReadonlySet<FaultFamily>;
  /** Runs in the world; by the seed when absent. */
  readonly runs?: number | undefined;
  /** For the tests of the simulation itself: a fault of ours, an oracle that errs. */
  readonly tamper?: (needs: RunnerNeeds) => RunnerNeeds;
  readonly oracle?: Interpret;
}

export interface SeedReport {
  readonly seed: number;
  /** The first difference, as a sentence; null when everything held. */
  readonly problem: string | null;
  readonly runs: number;
  readonly rows: number;
  readonly commits: number;
  readonly lives: number;
  /** Of all rows' hashes: equal seeds give equal traces, byte for byte. */
  readonly hash: string;
  readonly story: readonly string[];
  readonly flow: string;
}

/** One world from one seed, from its flow to the verdict; never throws for what the engine does wrong. */
export async function playSeed(options: PlayOptions): Promise<SeedReport> {
  const { seed } = options;
  const without = options.without ?? new Set<FaultFamily>();
  const rng = openRng(seed);
  const flow = randomFlow(rng.branch('flow'));
  const packets = [randomSlices(rng.branch('packet')), randomSlices(rng.branch('packet/2'))];
  const script = openScript(seed, without.has('garbage'));
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const home = mkdtempSync(join(memory, 'atelier-simulate-'));
  const folder = join(home, 'world');
  const check = openProjectionCheck(folder, OrgId.parse('local'));
  const checks: Promise<readonly string[]>[] = [];
  let world: SimWorld | null = null;
  let told: readonly Told[] = [];
  const report = (problem: string | null): SeedReport => ({
    seed,
    problem,
    runs: told.length,
    rows: told.reduce((sum, { rows }) => sum + rows.length, 0),
    commits: checks.length,
    lives: world?.lives ?? 0,
    hash: sha256Hex(told.map(({ rows }) => rows.map(({ rowHash }) => rowHash).join()).join()),
    story: world?.books.story ?? [],
    flow: JSON.stringify(flow.steps, null, 1),
  });
  try {
    world = await openSimWorld({
      ...options,
      ...{ folder, flow, packets, script, without, rng: rng.branch('world'), startUs: START_US },
      faults: randomFaults(rng.branch('faults'), without),
      onWritten: runId => void checks.push(check.check(runId)),
    });
    await driveWorld(world, options.runs ?? 1 + rng.branch('runs').int(4));
    const wrong = (await Promise.all(checks)).flat()[0];
    if (wrong !== undefined) return report(`after a commit: ${wrong}`);
    const judged = await judgeAll(world, options.oracle);
    if (typeof judged === 'string') return report(judged);
    told = judged;
    const broken = (await brokenInvariants(world, told))[0];
    if (broken !== undefined) return report(broken);
    return report(await warmAgainstCold(world, told, home));
  } catch (fault) {
    return report(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  } finally {
    await check.close();
    await world?.life.end().catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  }
}

async function judgeAll(world: SimWorld, oracle: Interpret | undefined): Promise<readonly Told[] | string> {
  const { workspace } = world.life;
  const summaries = await workspace.runs.summaries(workspace.orgId, { limit: 1000 });
  const told: Told[] = [];
  for (const { runId } of summaries.toReversed()) {
    const verdict = await judgeRun(world, runId, oracle);
    if (typeof verdict === 'string') return `${runId}: ${verdict}`;
    told.push(verdict);
  }
  return told;
}

/**
 * The same flow and packet once more with what is in the cache, and once in a new workspace at the same hour with nothing in it: both go
 * the same way. Null when they do, or when the flow lets them differ (it picks events by the run's own id).
 */
async function warmAgainstCold(world: SimWorld, before: readonly Told[], home: string): Promise<string | null> {
  const { flow, packets, script, without } = world;
  if (JSON.stringify(flow).includes('payload.run == run.id')) return null;
  const startUs = world.clock.nowUs() + 1_000_000;
  const rng = openRng('quiet');
  const quiet = { flow, packets, script, without, rng, startUs, faults: [], onWritten: () => undefined };
  await world.next('calm');
  await driveQuietly(world);
  const known = new Set<RunId>(before.map(({ run }) => run.runId));
  const warm = (await judgeAllOf(world)).find(({ run }) => !known.has(run.runId));
  const cold = await openSimWorld({ ...quiet, folder: join(home, 'cold') });
  try {
    await driveQuietly(cold);
    const [alone] = await judgeAllOf(cold);
    if (warm === undefined || alone === undefined) return 'the quiet run is not there';
    if ([warm, alone].some(({ run: { state } }) => state.status === 'halted' && state.cause.kind === 'operator')) return null; // it had no end of its own
    const [withCache, withNone] = [essence(warm), essence(alone)];
    return withCache === withNone ? null : `cached and uncached differ:\n  ${withCache.slice(0, 1500)}\n  ${withNone.slice(0, 1500)}`;
  } finally {
    await cold.life.end();
  }
}

async function judgeAllOf(world: SimWorld): Promise<readonly Told[]> {
  const told = await judgeAll(world, undefined);
  if (typeof told === 'string') throw new Error(`in a quiet world: ${told}`);
  return told;
}

/** What a run came to, without its own id. */
const essence = ({ run, visits, context, outputs }: Told): string =>
  canonicalJson({ status: run.state.status, visits: visits.map(visit => ({ ...visit })), context, outputs }).replaceAll(run.runId, 'run');
