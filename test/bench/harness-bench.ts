// `npm run bench:harness`: what the harness itself takes for a whole session synthesis on the embedded model and Terra, from the press of Run to
// the document, on a real database with synchronous FULL and an empty cache. Own time is what the process computed (user and system time of all
// its threads). The floor beside it is one look at each word of the packet, with one durable transaction a step: no reader can do with less.
import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { FlowId, type RunId } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { buildPacket } from '../../engine/packet/build-packet.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { median, target, thousands } from './figures.ts';
import { grownSession } from './grown-packet.ts';

const FLOW = Flow.parse(JSON.parse(readFileSync(new URL('../../resources/flows/synthesize-session.flow.json', import.meta.url), 'utf8')));
const FLOW_ID = FlowId.parse('synthesize-session');

interface Took {
  readonly wallMs: number;
  readonly ownMs: number;
  /** The longest that the thread which answers windows was held. */
  readonly heldMs: number;
}

async function measured(work: () => Promise<void>): Promise<Took> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const [before, start] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  return { wallMs: performance.now() - start, ownMs: (user + system) / 1000, heldMs: delay.max / 1e6 };
}

async function started(workspace: Workspace, slices: JsonObject): Promise<RunId> {
  const packet = buildPacket(workspace.orgId, FLOW.packet, { format: 'atelier-packet/1', slices });
  if (!packet.ok) throw new Error('The packet of the bench does not fit.');
  const begun = await workspace.runner.start({
    ...{ flowId: FLOW_ID, flow: FLOW, versionNo: null, packet: packet.value, mode: 'draft', by: workspace.me, startKey: null },
  });
  if (!begun.ok) throw new Error('The flow of the bench did not start.');
  return begun.value;
}

/** Through the facilitator's answer to the document. */
async function synthesize(workspace: Workspace, slices: JsonObject): Promise<void> {
  const runId = await started(workspace, slices);
  const waiting = await workspace.runner.settled(runId);
  if (waiting?.state.status !== 'waiting') throw new Error(`The run of the bench is ${JSON.stringify(waiting?.state)}.`);
  const { waitId } = waiting.state.wait;
  const answer = { waitId, outcome: 'approve', comment: null, answer: {}, by: workspace.me, roles: workspace.roles };
  if (!(await workspace.runner.resolve(answer)).ok) throw new Error('The answer of the bench was not taken.');
  const run = await workspace.runner.settled(runId);
  if (run?.artefacts.length !== 1) throw new Error(`The run of the bench ended without its document: ${JSON.stringify(run?.state)}.`);
}

/** A look at each word, and a durable transaction for each of the steps. */
async function floorOf(folder: string, slices: JsonObject): Promise<Took> {
  const database = new Database(join(folder, 'floor.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
  const took = await measured(async () => {
    const words = new Set<string>();
    for (const text of Object.values(slices))
      if (typeof text === 'string') for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) words.add(word);
    for (const { id } of FLOW.steps) insert.run(id);
    await Promise.resolve();
  });
  database.close();
  return took;
}

/** Milliseconds from the word to stop until the run is over, while the largest stage computes. */
async function cancelMs(workspace: Workspace, slices: JsonObject): Promise<number> {
  const shares = new Promise<void>(resolve => {
    const stop = workspace.onProgress(() => {
      stop();
      resolve();
    });
  });
  const runId = await started(workspace, slices);
  await shares;
  const start = performance.now();
  await workspace.runner.cancel(runId, workspace.me, null);
  await workspace.runner.settled(runId);
  return performance.now() - start;
}

const line = (what: string, { ownMs, wallMs, heldMs }: Took, floor: Took): string =>
  `${what}: own time ${thousands(ownMs)} ms, by the clock ${thousands(wallMs)} ms, windows held ${thousands(heldMs)} ms at most; floor ${thousands(floor.ownMs)} ms`;

const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
try {
  const opened = await openWorkspace({ folder: join(folder, 'workspace'), environment: {} });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  console.log('A whole session synthesis: notes, claims, Terra, Soqratic, document; embedded model, empty cache');

  const small = grownSession(50_000);
  const cold = await measured(() => synthesize(workspace, small));
  target(line('50 KB, the first of the process', cold, await floorOf(folder, small)), '≤ 500 ms own time', cold.ownMs <= 500);
  const warm: number[] = [];
  for (let round = 1; round <= 5; round++)
    warm.push((await measured(() => synthesize(workspace, grownSession(50_000 + round * 1000)))).ownMs);
  console.log(`50 KB, other packets after it: own time ${thousands(median(warm))} ms, median of ${String(warm.length)}`);

  const large = grownSession(5_000_000);
  let shares = 0;
  const stop = workspace.onProgress(() => shares++);
  const took = await measured(() => synthesize(workspace, large));
  stop();
  target(line('5 MB', took, await floorOf(folder, large)), '≤ 10 s by the clock', took.wallMs <= 10_000);
  console.log(`5 MB, progress told ${String(shares)} times`);
  const cancelled = await cancelMs(workspace, grownSession(5_200_000));
  target(`5 MB, stopped in the midst of a stage after ${thousands(cancelled)} ms`, '≤ 500 ms', cancelled <= 500);
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
