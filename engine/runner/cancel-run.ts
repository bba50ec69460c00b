import type { Actor, RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { causeSentence } from '../trace/cause-sentence.ts';
import type { RunSummary } from '../trace/run-summary.ts';
import { commitBoundary, openBoundary } from './active-run.ts';
import { cancelRun } from './drive-run.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { CancelProblem } from './runner-door.ts';

/** R13: halts a run, whatever it is doing; a step that works gets an abort signal. R16: one that has ended is left as it is. */
export async function cancelOnRequest(
  keeper: RunKeeper,
  runId: RunId,
  by: Actor,
  reason: string | null,
): Promise<Result<'halted', CancelProblem>> {
  const { needs } = keeper;
  const driven = keeper.driven(runId);
  const asked = driven !== undefined && driven.cancel === null ? { by, reason } : null;
  if (driven !== undefined && asked !== null) {
    driven.cancel = asked;
    driven.stop.abort();
  }
  return keeper.inTurn(runId, async () => {
    const summary = await needs.runs.summary(needs.orgId, runId);
    if (summary === null) return refused({ kind: 'no-such-run' });
    if (summary.endedAtUs !== null) return asked !== null && isHaltedBy(asked, summary) ? ok('halted') : refused(runOver(summary));
    const active = await keeper.load(runId);
    if (active === null) return refused({ kind: 'no-such-run' });
    const boundary = openBoundary(active, needs.clock);
    cancelRun(boundary, active.flow, { by, reason });
    if (active.run.state.status === 'waiting') boundary.closeWait = { waitId: active.run.state.wait.waitId, how: 'cancelled', by };
    await commitBoundary(active, boundary, needs, keeper.announce);
    if (boundary.closeWait !== null) keeper.silence(boundary.closeWait.waitId);
    keeper.hold(runId, null);
    return ok('halted');
  });
}

/** The step that worked has ended the run on this very request. */
const isHaltedBy = ({ by, reason }: { readonly by: Actor; readonly reason: string | null }, { status, cause }: RunSummary): boolean =>
  status === 'halted' && cause === causeSentence({ kind: 'operator', actor: by, reason });

function runOver({ status, endedAtUs, cause }: RunSummary): CancelProblem {
  const at = new Date((endedAtUs ?? 0) / 1000).toISOString().slice(0, 16).replace('T', ' at ');
  const why = cause === null ? '' : ` ${cause}`;
  return { kind: 'run-over', status, sentence: `This run ${status} on ${at} UTC, so there is nothing to stop.${why}` };
}
