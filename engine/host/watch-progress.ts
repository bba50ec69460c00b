import type { RunId, StepId } from '../base/ids.ts';
import type { Workspace } from '../workspace.ts';
import { openBell } from './bell.ts';

/** How far a run's step under way has come: the newest word each time there is one. Ends with the run, or when `signal` aborts. */
export async function* watchProgress(
  { runner, runs, orgId, onProgress }: Pick<Workspace, 'runner' | 'runs' | 'orgId' | 'onProgress'>,
  runId: RunId,
  signal: AbortSignal,
): AsyncGenerator<{ stepId: StepId; share: number }, void> {
  const bell = openBell(signal);
  const newest: { stepId: StepId; share: number }[] = []; // one at most: who comes late gets the latest
  const stops = [
    onProgress(({ runId: about, stepId, share }) => {
      if (about !== runId) return;
      newest.splice(0, 1, { stepId, share });
      bell.ring();
    }),
    runner.onRows((changed, rows) => {
      if (changed === runId && rows.some(row => row.kind === 'run.succeeded' || row.kind === 'run.failed' || row.kind === 'run.halted'))
        bell.ring();
    }),
  ];
  try {
    do {
      yield* newest.splice(0);
      if (((await runs.summary(orgId, runId))?.endedAtUs ?? null) !== null) return;
    } while (await bell.rung());
  } finally {
    for (const stop of stops) stop();
  }
}
