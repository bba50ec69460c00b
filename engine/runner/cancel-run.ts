import type { Actor, RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { Run, RunStatus } from '../trace/run.ts';
import { commitBoundary, openBoundary } from './active-run.ts';
import { cancelRun } from './drive-run.ts';
import type { RunKeeper } from './run-keeper.ts';

/** R13: ends a run that has not ended; a step that works gets an abort signal. Gives the state the run is in afterwards. */
export async function cancelOnRequest(
  keeper: RunKeeper,
  runId: RunId,
  by: Actor,
  reason: string | null,
): Promise<Result<RunStatus, 'no-such-run'>> {
  const active = keeper.driven(runId);
  if (active !== undefined) {
    active.cancel = { by, reason };
    active.stop.abort();
  }
  const run = await cancelResting(keeper, runId, by, reason);
  return run === null ? refused('no-such-run') : ok(run.state.status);
}

async function cancelResting(keeper: RunKeeper, runId: RunId, by: Actor, reason: string | null): Promise<Run | null> {
  const { needs } = keeper;
  return keeper.inTurn(runId, async () => {
    const active = await keeper.load(runId);
    if (active === null || active.run.endedAtUs !== null) return active?.run ?? null;
    const boundary = openBoundary(active, needs.clock);
    cancelRun(boundary, active.flow, { by, reason });
    if (active.run.state.status === 'waiting') {
      boundary.closeWait = { waitId: active.run.state.wait.waitId, how: 'cancelled', by };
      keeper.silence(active.run.state.wait.waitId);
    }
    await commitBoundary(active, boundary, needs, keeper.announce);
    return active.run;
  });
}
