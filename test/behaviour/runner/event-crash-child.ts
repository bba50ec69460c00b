// A real process that gets or sends an event and kills itself without warning at a named point: `node event-crash-child.ts FOLDER POINT ORDER`.
import { openWorkspace } from '../../../engine/open-workspace.ts';
import { answerAll } from '../../test-workspace.ts';
import { AN_EVENT, startEventFlow, type EventOrder } from './event-crash-flow.ts';

const [, , folder = '', point = '', order = 'wait-first'] = process.argv;
const opened = await openWorkspace({
  folder,
  environment: { BELL: 'the secret of the bell' },
  crashPoint: at => {
    if (at === point) process.kill(process.pid, 'SIGKILL');
  },
});
if (!opened.ok) throw new Error(opened.error.sentence);
const workspace = opened.value;
const runId = await startEventFlow(workspace, order as EventOrder); // true: the test gives one of them
await workspace.runner.settled(runId);
if (order !== 'sends') await workspace.runner.receive(AN_EVENT);
await answerAll(workspace, runId);
await workspace.runner.relayed();
await workspace.close();
