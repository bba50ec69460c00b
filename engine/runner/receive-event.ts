import type { RunId } from '../base/ids.ts';
import { ok, refused } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import { eventBoundary, parkedOn } from './resume-wait.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { Runner } from './runner-door.ts';

/** Takes an event from the bus: kept once per key, and handed to every run that waits for it (R5). */
export async function receiveEvent(keeper: RunKeeper, event: BusEvent): ReturnType<Runner['receive']> {
  const { needs } = keeper;
  const kind = await needs.events.receive(event, needs.clock.nowUs());
  if (kind !== 'new') return { kind, matchedRuns: [] };
  const waits = (await needs.runs.openWaits(needs.orgId)).filter(
    ({ wait }) => wait.subject.kind === 'event' && wait.subject.eventType === event.event_type,
  );
  const matchedRuns: RunId[] = [];
  for (const wait of waits) {
    await keeper.resume<'no-match'>(wait, async active => {
      const parked = parkedOn(active, wait.wait.waitId);
      const boundary = parked === null ? null : await eventBoundary(parked, event, needs);
      if (boundary === null) return refused('no-match');
      if (boundary.closeWait !== null) matchedRuns.push(wait.runId);
      return ok(boundary);
    });
  }
  return { kind, matchedRuns };
}
