// `npm run bench:plan`: what a plan of a long flow takes, and a rerun that the cache serves, on a real database with synchronous FULL. The floor
// of the rerun is one durable transaction of a small row, which no run can do without. Engine time is what the process computed (user and
// system time of all its threads): waiting for the disk, or for other programs on this computer, is no part of it.
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowId } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { TRUST_ALL } from '../../engine/skills/trust-book.ts';
import { buildPacket } from '../../engine/packet/build-packet.ts';
import type { Packet } from '../../engine/packet/packet.ts';
import type { Workspace } from '../../engine/workspace.ts';

const ROUNDS = 30;

/** A line of stages, each of which reads the slice and what the one before gave. */
function lineOf(stages: number): Flow {
  const steps = Array.from({ length: stages }, (_, at) => ({
    id: `s${String(at)}`,
    kind: 'sage_skill',
    config: {
      skill: 'bench_reader',
      input: { text: '{{ packet.text }}', before: at === 0 ? 'nothing' : `{{ steps.s${String(at - 1)}.output.note }}`, at },
    },
    ...(at + 1 < stages ? { next: `s${String(at + 1)}` } : {}),
  }));
  return Flow.parse({ format: 'atelier-flow/1', name: 'Bench', packet: { slices: { text: {} } }, start: 's0', steps });
}

const SKILL = `---
name: bench_reader
description: Notes one thing.
effect: pure
input: { type: object }
output: { type: object, properties: { note: { type: string } }, required: [note] }
---
Note one thing.`;

function packetOf(workspace: Workspace, flow: Flow, slices: JsonObject): Packet {
  const packet = buildPacket(workspace.orgId, flow.packet, { format: 'atelier-packet/1', slices });
  if (!packet.ok) throw new Error('The packet of the bench does not fit.');
  return packet.value;
}

const TEXT = 'The river was high in March. Nobody crossed it for two weeks. '.repeat(16);

async function runMs(workspace: Workspace, flow: Flow, packet: Packet): Promise<number> {
  const start = performance.now();
  const request = {
    flowId: FlowId.parse('bench'),
    flow,
    versionNo: null,
    packet,
    mode: 'draft',
    by: workspace.me,
    startKey: null,
  } as const;
  const started = await workspace.runner.start(request);
  if (!started.ok) throw new Error('The flow of the bench did not start.');
  const run = await workspace.runner.settled(started.value);
  if (run?.state.status !== 'succeeded') throw new Error(`The flow of the bench ended ${run?.state.status ?? 'nowhere'}.`);
  return performance.now() - start;
}

async function planMs(workspace: Workspace, flow: Flow, packet: Packet): Promise<number> {
  const start = performance.now();
  const { totals } = await workspace.plan({ flowId: FlowId.parse('bench'), flow, versionNo: null, packet, mode: 'draft' });
  if (totals.reuse + totals.run + totals.unknown !== flow.steps.length) throw new Error('The plan of the bench is not whole.');
  return performance.now() - start;
}

interface Took {
  readonly wallMs: number;
  readonly engineMs: number;
}

/** The medians of both, each by itself. */
async function medianOf(rounds: number, measure: () => number | Promise<number>): Promise<Took> {
  const figures: Took[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    const wallMs = await measure();
    const { user, system } = process.cpuUsage(before);
    figures.push({ wallMs, engineMs: (user + system) / 1000 });
  }
  const middle = (of: (took: Took) => number): number => figures.map(of).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return { wallMs: middle(({ wallMs }) => wallMs), engineMs: middle(({ engineMs }) => engineMs) };
}

/** One durable transaction that writes one small row. */
function openFloor(file: string): () => number {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
  return () => {
    const start = performance.now();
    insert.run('x');
    return performance.now() - start;
  };
}

const line = (name: string, { engineMs: ms, wallMs }: Took, targetMs: number, beside = ''): string =>
  `${name}: engine ${ms.toFixed(2)} ms, by the clock ${wallMs.toFixed(2)} ms${beside} (target ≤ ${String(targetMs)} ms: ${ms <= targetMs ? 'reached' : 'not reached'})`;

const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
try {
  mkdirSync(join(folder, 'workspace', 'skills', 'bench_reader'), { recursive: true });
  writeFileSync(join(folder, 'workspace', 'skills', 'bench_reader', 'SKILL.md'), SKILL);
  const opened = await openWorkspace({ folder: join(folder, 'workspace'), environment: {}, trust: TRUST_ALL });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  console.log(`Plans and reruns, ${workspace.engine}, medians of ${String(ROUNDS)}`);

  const five = lineOf(5);
  const packet = packetOf(workspace, five, { text: TEXT });
  const floor = openFloor(join(folder, 'floor.db'));
  await medianOf(ROUNDS, () => runMs(workspace, five, packet)); // the first works, the others warm up
  const { wallMs: floorMs } = await medianOf(ROUNDS, floor);
  const rerun = await medianOf(ROUNDS, () => runMs(workspace, five, packet));
  console.log(line('rerun of 5 stages, all hits', rerun, 5, `, one empty durable transaction ${floorMs.toFixed(2)} ms`));

  const thousand = lineOf(1000);
  const long = packetOf(workspace, thousand, { text: TEXT });
  await medianOf(5, () => planMs(workspace, thousand, long));
  console.log(line('plan of 1,000 stages, nothing kept', await medianOf(ROUNDS, () => planMs(workspace, thousand, long)), 50));
  await runMs(workspace, thousand, long);
  await medianOf(5, () => planMs(workspace, thousand, long));
  console.log(line('plan of 1,000 stages, all reused', await medianOf(ROUNDS, () => planMs(workspace, thousand, long)), 50));
  const changed = packetOf(workspace, thousand, { text: `${TEXT}!` });
  console.log(line('plan of 1,000 stages, the slice changed', await medianOf(ROUNDS, () => planMs(workspace, thousand, changed)), 50));
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
