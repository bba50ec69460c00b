import { Actor, type RunId } from '../../engine/base/ids.ts';
import type { BusEvent } from '../../engine/bus/event.ts';
import type { Workspace } from '../../engine/workspace.ts';
import type { turnedClock } from '../turned-clock.ts';

interface Stage {
  readonly workspace: Workspace;
  readonly runId: RunId;
  readonly clock: ReturnType<typeof turnedClock>;
}

/**
 * Plays one line of a scene: `answer OUTCOME [by ACTOR]`, `event TYPE {payload} [key KEY]`, `later MILLISECONDS`, `cancel REASON`.
 * Each waits until the run rests, so that a scene has one order.
 */
export async function playAct(act: string, stage: Stage): Promise<void> {
  const { workspace, runId, clock } = stage;
  const [verb = '', ...rest] = act.split(' ');
  const run = verb === 'later' ? null : await workspace.runner.settled(runId);
  switch (verb) {
    case 'answer': {
      if (run?.state.status !== 'waiting' || run.state.wait.subject.kind !== 'human') throw new Error(`“${act}”: the run asks nobody.`);
      const by = Actor.parse(rest[2] ?? workspace.me);
      const resolved = await workspace.runner.resolve({
        waitId: run.state.wait.waitId,
        outcome: rest[0] ?? '',
        comment: null,
        answer: {},
        by,
        roles: [run.state.wait.subject.assignee],
      });
      if (!resolved.ok) throw new Error(`“${act}”: ${JSON.stringify(resolved.error)}`);
      return;
    }
    case 'event': {
      const [, type = '', payload = '{}', key] = /^event (\S+) (\{.*\})(?: key (\S+))?$/.exec(act) ?? [];
      await workspace.runner.receive(
        busEvent(workspace, type, JSON.parse(payload) as BusEvent['payload'], key ?? `key-${String(clock.nowUs())}`),
      );
      return;
    }
    case 'later':
      // A sleeper that is not yet asleep cannot be woken: first the run must have come to rest or to its sleep.
      while (clock.sleeping() === 0) await new Promise(setImmediate);
      clock.turn(Number(rest[0]));
      return;
    case 'cancel': {
      const cancelled = await workspace.runner.cancel(runId, workspace.me, rest.join(' ') || null);
      if (!cancelled.ok) throw new Error(`“${act}”: there is no such run.`);
      return;
    }
    default:
      throw new Error(`A scene knows no “${verb}”.`);
  }
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
