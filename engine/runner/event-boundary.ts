import { SYSTEM } from '../base/ids.ts';
import type { BusEvent, InboxEvent } from '../bus/event.ts';
import { firstMatch } from '../bus/match-event.ts';
import { completed } from '../steps/step-work.ts';
import { openBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { factsOf, finishStep } from './finish-step.ts';
import { parkedOn, type Parked } from './resume-wait.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { openScope } from './scope.ts';

/** Of one look into the inbox, so many unmatched events are told: the last ones. */
const MAX_TOLD = 20;

/**
 * R5: the boundary that ends a wait with the oldest of these events that matches. Those that do not match each get a row with the reason, once for
 * a wait; an expression that fails is such a reason. Null when there is nothing to write.
 */
export async function eventBoundary(parked: Parked, events: readonly BusEvent[], needs: RunnerNeeds): Promise<Boundary | null> {
  const { active, place, wait } = parked;
  const { subject } = wait;
  if (subject.kind !== 'event') return null;
  const candidates = events.filter(event => event.event_type === subject.eventType);
  const found = await firstMatch(candidates, subject.match, openScope(active.run, active.packet, active.load).evaluate);
  const boundary = openBoundary(active, needs.clock);
  const told = await toldUnmatched(parked, found.unmatched.length, needs);
  for (const { event, reason } of found.unmatched.slice(-MAX_TOLD).filter(each => !told.has(each.event.event_id)))
    boundary.add('event.unmatched', place, { eventId: event.event_id, reason }, columnsOf(event));
  if (found.event === null) return boundary.isEmpty ? null : boundary;
  boundary.closeWait = { waitId: wait.waitId, how: 'matched', by: SYSTEM };
  boundary.add('run.resumed', null, { waitId: wait.waitId });
  const { event } = found;
  const own = columnsOf(event);
  const facts = factsOf(boundary, place);
  facts.add('event.matched', { eventId: event.event_id, waitId: wait.waitId, payload: facts.refer(event.payload) }, own);
  facts.consume({ product: event.product, idempotencyKey: event.idempotency_key });
  await finishStep(active, boundary, place, completed({ event: { ...event } }, { own }), needs);
  return boundary;
}

/**
 * The same over everything in the inbox that this run may still take. An event may arrive while the wait is being written, or have its effect
 * cut off by a crash: a look after each parking and at each start finds it, so that it is missed in neither order.
 */
export async function inboxBoundary(active: ActiveRun, needs: RunnerNeeds): Promise<Boundary | null> {
  const { state, orgId, runId } = active.run;
  if (state.status !== 'waiting' || state.wait.subject.kind !== 'event') return null;
  const { eventType, sinceUs } = state.wait.subject;
  const inbox: readonly InboxEvent[] = await needs.events.unconsumed(orgId, runId, eventType, sinceUs);
  const parked = parkedOn(active, state.wait.waitId);
  if (parked === null || inbox.length === 0) return null;
  return eventBoundary(
    parked,
    inbox.map(({ event }) => event),
    needs,
  );
}

/** Ids of the events that this wait's trace tells of already. */
async function toldUnmatched({ active, place }: Parked, unmatched: number, needs: RunnerNeeds): Promise<ReadonlySet<string>> {
  if (unmatched === 0) return new Set();
  const rows = await needs.trace.rowsOf(needs.orgId, active.run.runId);
  return new Set(
    rows.flatMap(row =>
      row.kind === 'event.unmatched' && row.stepId === place.step.id && row.visit === place.visit ? [row.data.eventId] : [],
    ),
  );
}

const columnsOf = (event: BusEvent) => ({ eventType: event.event_type, product: event.product });
