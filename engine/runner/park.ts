import { WaitId } from '../base/ids.ts';
import type { StepPlace } from '../steps/step-work.ts';
import type { WaitSubject } from '../trace/trace-row.ts';
import type { Boundary } from './boundary.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/** R4: rows and wait row of a run that parks on a person or an event. `deadlineAtUs` is the timer's row too: absolute, so that a restart changes nothing. */
export function park(
  boundary: Boundary,
  place: StepPlace,
  { subject: asked, deadlineAtUs }: { readonly subject: WaitSubject; readonly deadlineAtUs: number | null },
  needs: Pick<RunnerNeeds, 'ids' | 'clock'>,
): void {
  const waitId = WaitId.parse(needs.ids.next('wait'));
  // The wait's own row says the same as the trace's.
  const subject = boundary.maskedFor(place.step.id, shownApart(asked, boundary, place));
  const wait = { waitId, subject, deadlineAtUs };
  if (subject.kind === 'human') boundary.add('human.assigned', place, { waitId, assignee: subject.assignee });
  boundary.add('step.waiting', place, { wait }, subject.kind === 'event' ? { eventType: subject.eventType } : {});
  boundary.add('run.waiting', null, { waitId });
  const { runId, flowId, flowName } = boundary.run;
  boundary.openWait = { runId, flowId, flowName, stepId: place.step.id, visit: place.visit, wait, openedAtUs: needs.clock.nowUs() };
}

/** A description that repeats a sensitive slice stands among the values that are shown on request, so that whoever decides can read it. */
function shownApart(subject: WaitSubject, boundary: Boundary, { step }: StepPlace): WaitSubject {
  if (subject.kind !== 'human' || boundary.maskedFor(step.id, subject).description === subject.description) return subject;
  return { ...subject, show: [{ expression: 'description', value: boundary.refer(subject.description) }, ...subject.show] };
}
