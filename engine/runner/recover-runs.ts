import type { RunId } from '../base/ids.ts';
import { finishArtefacts } from './finish-artefacts.ts';
import { handOnUnsettled } from './receive-event.ts';
import { recoveryBoundary } from './recover-run.ts';
import type { RunKeeper } from './run-keeper.ts';

/** R11 for all: at boot, takes up every run that has not ended. Gives them; they go on by themselves. */
export async function recoverRuns(keeper: RunKeeper): Promise<readonly RunId[]> {
  const { needs } = keeper;
  await finishArtefacts(needs);
  const runIds = await needs.runs.unfinished(needs.orgId);
  for (const runId of runIds)
    keeper.inBackground(
      keeper.inTurn(runId, async () => {
        const active = await keeper.load(runId);
        if (active === null) return;
        await keeper.drive(active, recoveryBoundary(active, needs));
      }),
      runId,
    );
  await handOnUnsettled(keeper);
  return runIds;
}
