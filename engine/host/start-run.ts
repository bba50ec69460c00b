import type { RunId } from '../base/ids.ts';
import { refused, type Result } from '../base/result.ts';
import type { Workspace } from '../workspace.ts';
import { runRequest, type RunWish, type WishRefusal } from './run-request.ts';

export type StartRefusal =
  WishRefusal | { readonly kind: 'not-published'; readonly sentence: string } | { readonly kind: 'storage'; readonly sentence: string };

/** Starts the run that a window wishes. */
export async function startRun(workspace: Workspace, wish: RunWish): Promise<Result<RunId, StartRefusal>> {
  const request = await runRequest(workspace, wish);
  if (!request.ok) return request;
  // What runs live is what was published, so that what the outside was told can be read again, word by word.
  if (wish.mode === 'live' && request.value.versionNo === null)
    return refused({
      kind: 'not-published',
      sentence: 'The drawing is no version yet, and only a published version runs live. Publish it first.',
    });
  const { until } = wish;
  const started = await workspace.runner.start({
    ...request.value,
    ...(until === undefined ? {} : { until }),
    by: workspace.me,
    startKey: null,
  });
  if (started.ok) return started;
  if (started.error.kind === 'storage') return refused(started.error);
  throw new Error('A start without a key met a conflict of keys.');
}
