import type { RunId } from '../base/ids.ts';
import { schemaProblems } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { answerBoundary, parkedOn, type Parked } from './resume-wait.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { ResolveProblem, ResolveRequest } from './runner-door.ts';
import { waitOver } from './wait-over.ts';

/** R5: a person's answer to a human task. Refused, with a sentence, when it is not theirs to give or does not fit the form. */
export async function answerWait(keeper: RunKeeper, request: ResolveRequest): Promise<Result<RunId, ResolveProblem>> {
  const { needs } = keeper;
  const wait = await needs.runs.openWait(needs.orgId, request.waitId);
  if (wait === null) return refused(await waitOver(needs.runs, needs.orgId, request.waitId));
  const resolved = await keeper.resume<ResolveProblem | 'over'>(wait, async active => {
    const parked = parkedOn(active, request.waitId);
    if (parked === null) return refused('over');
    // Asked of the run and not of the list: a task that went to somebody else in the meantime is no longer theirs.
    const problem = whyNotAnswer(parked, request);
    return problem === null ? ok(await answerBoundary(parked, request, needs)) : refused(problem);
  });
  if (resolved.ok) return resolved;
  return refused(resolved.error === 'over' ? await waitOver(needs.runs, needs.orgId, request.waitId) : resolved.error);
}

function whyNotAnswer({ active, wait, place }: Parked, request: ResolveRequest): ResolveProblem | null {
  const { subject } = wait;
  if (subject.kind !== 'human') return { kind: 'not-allowed', sentence: `Step “${place.step.id}” waits for an event, not for a person.` };
  const mayTry = request.inDraft === true && active.run.mode === 'draft';
  if (!mayTry && subject.assignee !== request.by && !request.roles.includes(subject.assignee))
    return { kind: 'not-allowed', sentence: `This is for ${subject.assignee}; you are ${request.by} and may not answer for them.` };
  if (!subject.outcomes.some(({ id }) => id === request.outcome))
    return {
      kind: 'not-allowed',
      sentence: `“${request.outcome.slice(0, 60)}” is not one of the answers: ${subject.outcomes.map(({ id }) => id).join(', ')}.`,
    };
  const problems = subject.form === null ? [] : schemaProblems(subject.form, request.answer);
  return problems.length === 0 ? null : { kind: 'does-not-fit', problems };
}
