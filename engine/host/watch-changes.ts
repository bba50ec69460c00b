import type { WorkspaceChange } from '../contract/workspace.ts';
import { openBell } from './bell.ts';
import type { HostContext } from './door.ts';

/**
 * What changes in the workspace from now on, first an `open` that tells only that nothing is missed any more; ends when `signal` aborts.
 * Equal changes that a slow reader has not fetched yet are told once.
 */
export async function* watchChanges(
  { workspace, changes }: Pick<HostContext, 'workspace' | 'changes'>,
  signal: AbortSignal,
): AsyncGenerator<WorkspaceChange | { kind: 'open' }, void> {
  const bell = openBell(signal);
  const untold = new Map<string, WorkspaceChange>();
  const take = (change: WorkspaceChange): void => {
    untold.set(JSON.stringify(change), change);
    bell.ring();
  };
  const stopChanges = changes.listen(take);
  const stopRows = workspace.runner.onRows((runId, [row]) => {
    if (row !== undefined) take({ kind: 'run', runId, flowId: row.flowId });
  });
  const stopBus = workspace.onBus(() => take({ kind: 'events' }));
  const stopTests = workspace.tests.onChange(flowId => take({ kind: 'tests', flowId }));
  try {
    yield { kind: 'open' };
    while (await bell.rung()) {
      const told = [...untold.values()];
      untold.clear();
      yield* told;
    }
  } finally {
    stopChanges();
    stopRows();
    stopTests();
    stopBus();
  }
}
