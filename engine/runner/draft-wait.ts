import type { RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import { firstMatch } from '../bus/match-event.ts';
import { completed } from '../steps/step-work.ts';
import { openBoundary } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { factsOf, finishStep } from './finish-step.ts';
import { parkedOn, timeoutBoundary, type Parked } from './resume-wait.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { DraftWaitProblem, DraftWaitRequest } from './runner-door.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { openScope } from './scope.ts';
import { waitOver } from './wait-over.ts';

/** What is done to a wait of a draft instead of waiting. */
type Shortcut = (parked: Parked) => Promise<Result<Boundary, DraftWaitProblem>>;

/** Ends a draft's wait as its deadline would. */
export const skipWait = (keeper: RunKeeper, request: DraftWaitRequest): Promise<Result<RunId, DraftWaitProblem>> =>
  inDraft(keeper, request, parked =>
    Promise.resolve(
      parked.wait.deadlineAtUs === null
        ? notAllowed('This wait has no deadline to move time on to. Answer it, send a sample, or give the step a deadline.')
        : ok(timeoutBoundary(parked, keeper.needs, request.by)),
    ),
  );

/** Ends a draft's wait for an event with a made-up one, if that is what it waits for. */
export const giveSample = (
  keeper: RunKeeper,
  request: DraftWaitRequest & { readonly event: BusEvent },
): Promise<Result<RunId, DraftWaitProblem>> => inDraft(keeper, request, parked => sampleBoundary(parked, request, keeper.needs));

async function inDraft(keeper: RunKeeper, { waitId }: DraftWaitRequest, shortcut: Shortcut): Promise<Result<RunId, DraftWaitProblem>> {
  const { needs } = keeper;
  const wait = await needs.runs.openWait(needs.orgId, waitId);
  if (wait === null) return refused(await waitOver(needs.runs, needs.orgId, waitId));
  const resumed = await keeper.resume<DraftWaitProblem | 'over'>(wait, async active => {
    const parked = parkedOn(active, waitId);
    if (parked === null) return refused('over');
    if (active.run.mode === 'live') return notAllowed('This is a live run: it waits for what really happens. Try it in a draft.');
    return shortcut(parked);
  });
  if (resumed.ok) return resumed;
  return refused(resumed.error === 'over' ? await waitOver(needs.runs, needs.orgId, waitId) : resumed.error);
}

async function sampleBoundary(
  { active, place, wait }: Parked,
  { event, by }: DraftWaitRequest & { readonly event: BusEvent },
  needs: RunnerNeeds,
): Promise<Result<Boundary, DraftWaitProblem>> {
  const { subject } = wait;
  if (subject.kind !== 'event') return notAllowed(`Step “${place.step.id}” waits for a person, not for an event.`);
  if (subject.eventType !== event.event_type) return notAllowed(`This step waits for ${subject.eventType}, not for ${event.event_type}.`);
  const found = await firstMatch([event], subject.match, openScope(active.run, active.packet, active.load).evaluate);
  if (found.event === null)
    return notAllowed(`The sample is not what the step waits for: ${found.unmatched[0]?.reason ?? 'it does not match.'}`);
  const boundary = openBoundary(active, needs.clock);
  boundary.closeWait = { waitId: wait.waitId, how: 'matched', by };
  boundary.add('run.resumed', null, { waitId: wait.waitId });
  const own = { eventType: event.event_type, product: event.product };
  const facts = factsOf(boundary, place);
  facts.add(
    'event.matched',
    { eventId: event.event_id, waitId: wait.waitId, payload: facts.refer(event.payload), sample: true },
    { ...own, actor: by },
  );
  await finishStep(active, boundary, place, completed({ event: { ...event } }, { own, simulated: true }), needs);
  return ok(boundary);
}

const notAllowed = (sentence: string): Result<never, DraftWaitProblem> => refused({ kind: 'not-allowed', sentence });
