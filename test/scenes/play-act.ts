import { Actor, FlowId, WaitId, type RunId } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import type { BusEvent } from '../../engine/bus/event.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { CrashPoint } from '../../engine/steps/step-work.ts';
import type { Run } from '../../engine/trace/run.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { packetOf } from '../test-workspace.ts';
import { countRows, type SceneWorld } from './scene-world.ts';

export interface Stage {
  readonly world: SceneWorld;
  readonly flow: Flow;
  readonly slices: JsonObject;
  /** Live where a script says what products answer, else draft. */
  readonly mode: 'draft' | 'live';
  /** Of the run the scene is about; null before it starts. */
  runId: RunId | null;
  /** The last task that was answered or is open. */
  waitId: WaitId | null;
}

/**
 * Plays one line of a scene, and gives in a few words what came of it, so that a line may end in ` => what is expected`:
 *
 *     start [KEY] [{slices}]                      the first act, unless the scene says otherwise
 *     answer OUTCOME [by ACTOR] [with {form}]     of the open task; `answer-again` answers the last one once more
 *     reassign ACTOR [by ACTOR]
 *     event TYPE {payload} [key KEY]
 *     later MILLISECONDS                          time passes; all that is due happens
 *     until KIND [COUNT]                          the trace has so many rows of a kind
 *     count KIND                                  how many rows of a kind there are once nothing moves any more
 *     cancel REASON                               of a run at rest; `cancel-now` of one that works
 *     cancel-at POINT REASON, crash-at POINT      at the next passing of a point that has a name in the source
 *     restart [later MILLISECONDS] [crash-at POINT]   after a crash or in order; time may pass while closed
 */
export async function playAct(act: string, stage: Stage): Promise<string> {
  const [, verb = '', rest = ''] = /^(\S+)(?: (.*))?$/.exec(act) ?? [];
  const { world } = stage;
  switch (verb) {
    case 'start':
      return start(stage, rest);
    case 'answer':
    case 'answer-again':
      return answer(stage, rest, verb === 'answer');
    case 'reassign': {
      const [to = '', , by] = rest.split(' ');
      await openTask(stage);
      const request = { waitId: task(stage), to: Actor.parse(to), comment: null, by: Actor.parse(by ?? world.workspace().me), roles: [] };
      const reassigned = await world.workspace().runner.reassign(request);
      return reassigned.ok ? 'reassigned' : reassigned.error.sentence;
    }
    case 'event': {
      const [, type = '', payload = '{}', key] = /^(\S+) (\{.*\})(?: key (\S+))?$/.exec(rest) ?? [];
      await settled(stage);
      const event = busEvent(world.workspace(), type, JSON.parse(payload) as JsonObject, key ?? `key-${String(world.clock.nowUs())}`);
      const { kind, matchedRuns } = await world.workspace().runner.receive(event);
      return `${kind}, matched ${String(matchedRuns.length)}`;
    }
    case 'later':
      // A sleeper that is not yet asleep cannot be woken: first the run must have come to rest or to its sleep.
      while (world.clock.sleeping() === 0) await new Promise(setImmediate);
      world.clock.turn(Number(rest));
      return 'later';
    case 'until': {
      const [kind = '', count = '1'] = rest.split(' ');
      while ((await countRows(world.workspace(), runOf(stage), kind)) < Number(count)) await new Promise(setImmediate);
      return kind;
    }
    case 'count':
      for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
      return String(await countRows(world.workspace(), runOf(stage), rest));
    case 'cancel':
      await settled(stage);
      return cancel(stage, rest);
    case 'cancel-now':
      return cancel(stage, rest);
    case 'cancel-at': {
      const [point = '', ...reason] = rest.split(' ');
      world.at(point as CrashPoint, () => void cancel(stage, reason.join(' '))); // true: written as one; another is never passed
      return 'armed';
    }
    case 'crash-at':
      world.at(rest as CrashPoint, () => world.cutPower()); // true: likewise
      return 'armed';
    case 'restart':
      return restart(stage, rest);
    default:
      throw new Error(`A scene knows no “${verb}”.`);
  }
}

async function start(stage: Stage, rest: string): Promise<string> {
  const [, key, slices] = /^(\S+)?(?: ?(\{.*\}))?$/.exec(rest) ?? [];
  const { flow, mode, world } = stage;
  const workspace = world.workspace();
  const packet = packetOf(workspace, flow, slices === undefined ? stage.slices : (JSON.parse(slices) as JsonObject));
  const flowId = FlowId.parse('test-flow');
  const started = await workspace.runner.start({ flowId, flow, versionNo: null, packet, mode, by: workspace.me, startKey: key ?? null });
  if (!started.ok) return started.error.kind;
  const isSame = started.value === stage.runId;
  stage.runId ??= started.value;
  return isSame ? 'the same run' : 'a new run';
}

async function answer(stage: Stage, rest: string, isOfOpenTask: boolean): Promise<string> {
  const [, outcome = '', by, form] = /^(\S+)(?: by (\S+))?(?: with (\{.*\}))?$/.exec(rest) ?? [];
  const workspace = stage.world.workspace();
  const assignee = isOfOpenTask ? await openTask(stage) : null;
  const resolved = await workspace.runner.resolve({
    waitId: task(stage),
    outcome,
    comment: null,
    answer: form === undefined ? {} : (JSON.parse(form) as JsonObject),
    by: Actor.parse(by ?? workspace.me),
    roles: by === undefined && assignee !== null ? [assignee] : [],
  });
  if (resolved.ok) return 'answered';
  const { error } = resolved;
  return error.kind === 'does-not-fit' ? error.problems.map(({ path, message }) => `${path} ${message}`).join(' ') : error.sentence;
}

/** The task that the run waits on becomes the scene's; gives who is asked. */
async function openTask(stage: Stage): Promise<Actor> {
  const run = await settled(stage);
  if (run?.state.status !== 'waiting' || run.state.wait.subject.kind !== 'human') throw new Error('The run asks nobody.');
  stage.waitId = run.state.wait.waitId;
  return run.state.wait.subject.assignee;
}

async function cancel(stage: Stage, reason: string): Promise<string> {
  const workspace = stage.world.workspace();
  const runId = stage.runId ?? stage.world.lastCreated();
  if (runId === null) throw new Error('There is no run to stop.');
  const cancelled = await workspace.runner.cancel(runId, workspace.me, reason === '' ? null : reason);
  if (cancelled.ok) return cancelled.value;
  return cancelled.error.kind === 'run-over' ? cancelled.error.sentence : cancelled.error.kind;
}

async function restart(stage: Stage, rest: string): Promise<string> {
  const { world } = stage;
  const [, later = '0', point] = /^(?:later (\d+))? ?(?:crash-at (\S+))?$/.exec(rest) ?? [];
  const wasArmed = world.isArmed();
  while (wasArmed && !world.isDark()) await new Promise(setImmediate);
  await world.restart(() => {
    world.clock.turn(Number(later));
    if (point !== undefined) world.at(point as CrashPoint, () => world.cutPower()); // true: as above
  });
  stage.runId ??= world.lastCreated();
  return 'open again';
}

const settled = async (stage: Stage): Promise<Run | null> => stage.world.workspace().runner.settled(runOf(stage));

function runOf({ runId }: Stage): RunId {
  if (runId === null) throw new Error('The scene has started no run.');
  return runId;
}

function task({ waitId }: Stage): WaitId {
  if (waitId === null) throw new Error('The run has asked nobody yet.');
  return waitId;
}

export const busEvent = (workspace: Workspace, type: string, payload: BusEvent['payload'], key: string): BusEvent => ({
  v: 1,
  event_id: `evt_${key}`,
  product: 'catalyst',
  event_type: type,
  org_id: workspace.orgId,
  idempotency_key: key,
  occurred_at: '2027-03-01T09:00:00Z',
  payload,
});
