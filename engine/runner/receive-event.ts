import type { RunId } from '../base/ids.ts';
import { ok, refused } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import { eventBoundary } from './event-boundary.ts';
import { parkedOn } from './resume-wait.ts';
import type { OpenWait } from '../trace/run-summary.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { Accepted, Runner } from './runner-door.ts';

/**
 * Takes an event from the bus: kept once per (org, product, key), then handed to every run that it concerns. The inbox row stands on disk before
 * this resolves, so the sender may forget the event; `handed` is when its effect stands too. Between the two the row says that it is not settled:
 * the next start, or the same event delivered again, hands it on anew. Handing on twice does no harm, since a wait closes once and a run takes an
 * event once.
 */
export async function acceptEvent(keeper: RunKeeper, event: BusEvent): Promise<Accepted> {
  const { needs } = keeper;
  const kind = await needs.events.receive(event, needs.clock.nowUs());
  needs.crashPoint('event-received');
  if (kind === 'same' || kind === 'conflict') return { kind, handed: Promise.resolve([]) };
  const handed = handOn(keeper, event);
  keeper.inBackground(handed);
  return { kind: kind === 'new' ? 'new' : 'same', handed };
}

/** Takes an event and waits for its effect. */
export async function receiveEvent(keeper: RunKeeper, event: BusEvent): ReturnType<Runner['receive']> {
  const { kind, handed } = await acceptEvent(keeper, event);
  return { kind, matchedRuns: await handed };
}

/** At boot: hands on the events whose effect a crash cut off. They go on by themselves. */
export async function handOnUnsettled(keeper: RunKeeper): Promise<void> {
  for (const { event } of await keeper.needs.events.unsettled(keeper.needs.orgId)) keeper.inBackground(handOn(keeper, event));
}

/** Gives the runs that took it. */
async function handOn(keeper: RunKeeper, event: BusEvent): Promise<readonly RunId[]> {
  const taken = await handToWaits(keeper, event);
  keeper.needs.crashPoint('event-handed');
  // A run that could not take its turn any more finds the event at the next start.
  if (!keeper.isClosing()) await keeper.needs.events.settle(event, keeper.needs.clock.nowUs());
  return taken;
}

/** R5, for every run that waits for events of this type. */
async function handToWaits(keeper: RunKeeper, event: BusEvent): Promise<readonly RunId[]> {
  const { needs } = keeper;
  const waits = (await needs.runs.openWaits(needs.orgId)).filter(
    ({ wait }) => wait.subject.kind === 'event' && wait.subject.eventType === event.event_type,
  );
  const taken: RunId[] = [];
  const hand = (wait: OpenWait) =>
    keeper.resume<'no-match'>(wait, async active => {
      const parked = parkedOn(active, wait.wait.waitId);
      const boundary = parked === null ? null : await eventBoundary(parked, [event], needs);
      if (boundary === null) return refused('no-match');
      if (boundary.closeWait !== null) taken.push(wait.runId);
      return ok(boundary);
    });
  await Promise.all(waits.map(hand));
  return taken;
}
