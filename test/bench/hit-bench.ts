// The same evidence under the same version again: a flow of five stages whose every stage the cache serves. From the call that starts the
// run to the row that ends it, on disk (WAL, synchronous FULL).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flow } from '../../engine/flow/flow.ts';
import { openBenchWorkspace, openFollower, packetOf } from './engine-load.ts';
import { median, quantile, target } from './figures.ts';

const RERUNS = 60;

const STAGES = ['letter', 'answer', 'visit', 'budget', 'decision'];
const flow = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Five stages',
  packet: { slices: { intake: { schema: { type: 'string' } } } },
  start: STAGES[0],
  steps: STAGES.map((id, index) => ({
    id,
    kind: 'sage_skill',
    config: { skill: 'score_mission_fit', input: { intake: `{{ packet.intake }} It is about the ${id}.` } },
    ...(index + 1 < STAGES.length ? { next: STAGES[index + 1] } : {}),
  })),
});

const folder = mkdtempSync(join(tmpdir(), 'atelier-hits-'));
try {
  const workspace = await openBenchWorkspace(folder);
  const follower = openFollower(workspace);
  const intake = 'We are a youth workshop. Twelve apprentices learn joinery with a local school. The budget is open. '.repeat(20);
  const packet = packetOf(workspace, flow, { intake });
  await follower.runThrough(flow, packet);
  const wallMs: number[] = [];
  const cpuMs: number[] = [];
  for (let rerun = 0; rerun < RERUNS; rerun++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const { boundaries } = await follower.runThrough(flow, packet);
    wallMs.push(performance.now() - start);
    const { user, system } = process.cpuUsage(cpu);
    cpuMs.push((user + system) / 1000);
    const worked = boundaries.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'agent.called'));
    if (worked.length > 0) throw new Error('A stage was not served by the cache.');
  }
  target(
    `rerun of five stages, all served by the cache, ${workspace.engine}: p50 ${median(wallMs).toFixed(2)} ms, p90 ${quantile(wallMs, 0.9).toFixed(2)} ms, of which processor ${median(cpuMs).toFixed(2)} ms`,
    'p50 ≤ 5 ms',
    median(wallMs) <= 5,
  );
  follower.leave();
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
