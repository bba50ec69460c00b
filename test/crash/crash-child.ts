// The process that is killed: `node crash-child.ts FOLDER PEER_URL BATCH COUNT`. Starts the runs of its batch (by key, so that those of an
// earlier life are found again), answers whatever they ask, and says each thing that was acknowledged on a line of its own:
// `open`, `started RUN`, `answered WAIT`, and `over` when every run has ended.
import { writeSync } from 'node:fs';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { FlowId } from '../../engine/base/ids.ts';
import { packetOf } from '../test-workspace.ts';
import { CRASH_FLOW, crashEnvironment } from './crash-workspace.ts';
import { TRUST_ALL } from '../../engine/skills/trust-book.ts';

const [, , folder = '', peerUrl = '', batch = '', count = '0'] = process.argv;
const opened = await openWorkspace({ trust: TRUST_ALL, folder, environment: crashEnvironment(peerUrl) });
if (!opened.ok) throw new Error(opened.error.sentence);
const workspace = opened.value;
const { runner, runs, orgId, me, roles } = workspace;
const say = (line: string): void => void writeSync(1, `${line}\n`);
say('open');

const answering = new Set<string>();

/** One start at a time and one answer a wait: what a kill cuts off is asked again in the next life. */
const starting = startAll();
for (;;) {
  const waits = await runs.openWaits(orgId);
  for (const wait of waits) if (!answering.has(wait.wait.waitId)) void answer(wait);
  const [isStarted, left] = [await Promise.race([starting.then(() => true), pause(15).then(() => false)]), await runs.unfinished(orgId)];
  if (isStarted && left.length === 0) break;
  if (isStarted) await pause(15);
}
say('over');
await workspace.close();

async function startAll(): Promise<void> {
  for (let number = 0; number < Number(count); number++) {
    const started = await runner.start({
      flowId: FlowId.parse('crash'),
      flow: CRASH_FLOW,
      versionNo: null,
      packet: packetOf(workspace, CRASH_FLOW, { note: `Note number ${String(number)} of crash-${batch}` }),
      mode: 'live',
      by: me,
      startKey: `crash-${batch}-${String(number)}`,
    });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    say(`started ${started.value}`);
  }
}

async function answer({ wait: { waitId, subject }, runId, stepId }: OpenWait): Promise<void> {
  answering.add(waitId);
  if (subject.kind === 'event') {
    const key = `paid-${runId}`;
    await runner.receive({
      v: 1,
      event_id: `evt_${key}`,
      product: 'crashshop',
      event_type: subject.eventType,
      org_id: orgId,
      idempotency_key: key,
      occurred_at: '2027-03-01T09:00:00Z',
      payload: { run: runId },
    });
    say(`sent ${key}`);
    return;
  }
  // A call that must not be repeated and whose end nobody knows: an operator would look into the shop's books, which this process cannot.
  // “It happened” is safe: it is never called again.
  const outcome = stepId === 'bill' ? 'done' : 'approve';
  const data = stepId === 'bill' ? { response: { id: 'found-by-hand' } } : {};
  const resolved = await runner.resolve({ waitId, outcome, comment: null, answer: data, by: me, roles });
  if (resolved.ok) say(`answered ${waitId}`);
}

function pause(byMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, byMs));
}
