// A real process that runs the crash flow and kills itself without warning at a named point: `node crash-child.ts FOLDER POINT`.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace } from '../../../engine/open-workspace.ts';
import { answerAll, startRun } from '../../test-workspace.ts';
import { CRASH_FLOW, paidModel } from './crash-flow.ts';
import { TRUST_ALL } from '../../../engine/skills/trust-book.ts';

const [, , folder = '', point = ''] = process.argv;
const opened = await openWorkspace({
  trust: TRUST_ALL,
  folder,
  models: paidModel(folder),
  crashPoint: at => {
    if (at === point) process.kill(process.pid, 'SIGKILL');
  },
});
if (!opened.ok) throw new Error(opened.error.sentence);
const workspace = opened.value;
// A run with a key is created by itself, before anything else of it is written: so a crash right after leaves it pending.
const runId = await startRun(workspace, CRASH_FLOW, { note: 'The workshop moved to Thursday.' }, 'crash');
appendFileSync(join(folder, 'run-id'), runId);
await answerAll(workspace, runId);
await workspace.close();
