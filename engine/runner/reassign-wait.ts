import type { RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { openBoundary } from './active-run.ts';
import { parkedOn } from './resume-wait.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { ReassignProblem, ReassignRequest } from './runner-door.ts';
import { waitOver } from './wait-over.ts';

/** Hands a human task to somebody else. Whoever may answer it may, and the operator of the workspace. */
export async function reassignWait(keeper: RunKeeper, request: ReassignRequest): Promise<Result<RunId, ReassignProblem>> {
  const { needs } = keeper;
  const { waitId, to, by, roles, comment } = request;
  const wait = await needs.runs.openWait(needs.orgId, waitId);
  if (wait === null) return refused(await waitOver(needs.runs, needs.orgId, waitId));
  if (!/^(user|role):/.test(to))
    return refused({ kind: 'not-allowed', sentence: `${to} cannot answer a task. Name a person (user:name) or a role (role:name).` });
  const resumed = await keeper.resume<ReassignProblem>(wait, active => {
    const parked = parkedOn(active, waitId);
    const subject = parked?.wait.subject;
    if (parked === null || subject?.kind !== 'human')
      return Promise.resolve(
        refused({ kind: 'not-allowed', sentence: `Step “${wait.stepId}” waits for an event, not for a person.` } as const),
      );
    const { assignee } = subject;
    if (assignee !== by && !roles.includes(assignee) && by !== needs.operator)
      return Promise.resolve(
        refused({ kind: 'not-allowed', sentence: `This is for ${assignee}; you are ${by} and may not hand it on.` } as const),
      );
    if (assignee === to) return Promise.resolve(refused({ kind: 'not-allowed', sentence: `This is for ${to} already.` } as const));
    const boundary = openBoundary(active, needs.clock);
    boundary.reassignWait = { waitId, to };
    boundary.add('human.reassigned', parked.place, { waitId, from: assignee, to, comment }, { actor: by });
    return Promise.resolve(ok(boundary));
  });
  if (resumed.ok) return resumed;
  return refused(resumed.error === 'over' ? await waitOver(needs.runs, needs.orgId, waitId) : resumed.error);
}
