// `npm run golden`: plays scenes with the engine as it is and keeps their traces under this release's number. A release that is there is left as it
// is: what it wrote is what later engines are held to.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunId } from '../../engine/base/ids.ts';
import { SHIPPED_RESOURCES } from '../../engine/open-workspace.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { forkedRun, runAnswered } from '../behaviour/runner/fork-flow.ts';
import { playScene } from '../scenes/play-scene.ts';
import { answerAll, openTestWorkspace, startRun } from '../test-workspace.ts';
import { GOLDEN_FOLDER } from './kept-traces.ts';

/** One of each kind: ends, gates, people, events, products, retries, crashes, cancels. */
const SCENES = [
  'attempts-are-used-up',
  'backoff-outlives-a-restart',
  'crash-after-a-paid-answer-pays-once',
  'crash-in-an-action-of-once-asks-and-is-told-it-happened',
  'deadline-passes-with-a-route',
  'error-takes-its-route',
  'event-arrives-after-the-wait',
  'event-arrives-before-the-wait',
  'event-wait-times-out',
  'fault-of-ours-is-repeated-once',
  'five-crashes-in-a-row-end-a-run',
  'gate-expression-fails',
  'gate-halts',
  'gate-passes-to-a-person',
  'operator-cancels-a-working-step',
  'operator-cancels-while-waiting',
  'passing-trouble-is-tried-again',
  'pending-run-begins-after-a-crash',
  'rate-limit-is-waited-out',
  'rejected-draft-goes-round',
  'task-goes-to-somebody-else',
];

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(GOLDEN_FOLDER, '../../package.json'), 'utf8')));
const folder = join(GOLDEN_FOLDER, version);
if (existsSync(folder)) {
  console.error(`The traces of release ${version} are kept already, and stay as they are. Give package.json another version first.`);
  process.exit(1);
}
mkdirSync(folder);

function keep(name: string, rows: readonly TraceRow[]): void {
  writeFileSync(join(folder, `${name}.jsonl`), rows.map(row => `${JSON.stringify(row)}\n`).join(''));
  writeFileSync(join(folder, `${name}.fold.json`), `${JSON.stringify(foldRun(rows), null, 1)}\n`);
  console.log(`${name}: ${String(rows.length)} rows`);
}

const keepRun = async ({ trace, orgId }: Workspace, name: string, runId: RunId): Promise<void> =>
  keep(name, await trace.rowsOf(orgId, runId));

try {
  for (const name of SCENES) {
    const { world, runId } = await playScene(join(GOLDEN_FOLDER, '../scenes', name));
    await keepRun(world.workspace(), name, runId);
    await world.leave();
  }

  const read = (path: string): unknown => JSON.parse(readFileSync(join(SHIPPED_RESOURCES, path), 'utf8'));
  const packet = z.object({ slices: z.record(z.string(), z.unknown()) }).parse(read('packets/session-maya-week-6.packet.json'));
  const starter = await openTestWorkspace();
  for (const name of ['synthesis-is-worked', 'synthesis-is-served-by-the-cache']) {
    const runId = await startRun(starter.workspace, read('flows/synthesize-session.flow.json'), packet.slices);
    await answerAll(starter.workspace, runId);
    await keepRun(starter.workspace, name, runId);
  }
  await starter.leave();

  const forked = await openTestWorkspace();
  const parent = await runAnswered(forked.workspace, ['reject', 'approve', 'approve', 'approve']);
  await keepRun(forked.workspace, 'parent-of-a-fork', parent);
  await keepRun(forked.workspace, 'fork-reuses-what-came-before', (await forkedRun(forked.workspace, parent, 'thank')).runId);
  await forked.leave();
} catch (fault) {
  rmSync(folder, { recursive: true }); // half a release would be kept for good
  throw fault;
}
