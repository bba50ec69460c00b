import type { RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { openBoundary } from './active-run.ts';
import { CREATOR_EPOCH, newRun, type RunToStart } from './new-run.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { StartProblem } from './runner-door.ts';

/** R1, R2: the run is on disk when this resolves; it goes on by itself. */
export async function startRun(keeper: RunKeeper, request: RunToStart): Promise<Result<RunId, StartProblem>> {
  const { needs, inTurn } = keeper;
  const created = newRun(request, needs);
  const { runId } = created.run;
  keeper.hold(runId, CREATOR_EPOCH);
  const creating = needs.runs.create(created);
  const goOn = async (): Promise<void> => {
    const active = await keeper.takeUp(created);
    await keeper.drive(active, openBoundary(active, needs.clock));
  };
  /** Between its creation and its turn somebody may have stopped it. */
  const goOnAsCommitted = async (): Promise<void> => {
    const active = keeper.isClosing() ? null : await keeper.load(runId);
    if (active !== null && active.run.endedAtUs === null) await keeper.drive(active, openBoundary(active, needs.clock));
  };
  // Nobody can have started a run without a key, so its first step's intent is gathered at once and shares the first commit.
  // Pinned outputs are read from the store, so a run that has any waits until they are there.
  const readsStore = request.forkedFrom !== undefined || created.run.pins !== undefined;
  const first = request.startKey === null && !readsStore && !keeper.isClosing() ? inTurn(runId, goOn) : null;
  first?.catch(() => undefined); // told below, by what creating it came to
  try {
    const outcome = await creating;
    if (outcome.kind !== 'created') keeper.hold(runId, null);
    if (outcome.kind === 'conflict') return refused({ kind: 'key-conflict' });
    if (outcome.kind === 'existing') return ok(outcome.runId);
  } catch (fault) {
    keeper.driven(runId)?.stop.abort(); // its first rows went with it, so there is nothing to try again
    keeper.hold(runId, null);
    if (fault instanceof Error && fault.name === 'StorageError') return refused({ kind: 'storage', sentence: fault.message });
    throw fault;
  }
  keeper.announce(runId, created.rows);
  needs.crashPoint('run-created');
  keeper.inBackground(first ?? inTurn(runId, goOnAsCommitted), runId);
  return ok(runId);
}
