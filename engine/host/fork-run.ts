import type { RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { checkFlow } from '../flow/check-flow.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import type { Flow } from '../flow/flow.ts';
import type { FlowRef } from '../contract/versions.ts';
import type { ForkWish } from '../contract/runs.ts';
import type { ForkProblem } from '../runner/fork-door.ts';
import type { Workspace } from '../workspace.ts';
import { pinsOf } from '../pins-of.ts';
import { catalogOf } from './catalog-of.ts';

export type ForkRefusal =
  | ForkProblem
  | { readonly kind: 'flow-has-errors'; readonly problems: readonly FlowProblem[] }
  | { readonly kind: 'pin-does-not-fit'; readonly sentence: string };

/** Forks a run as a window asks for it; `flow` is what `version` names. */
export async function forkRun(workspace: Workspace, wish: ForkWish, flow: Flow | null): Promise<Result<RunId, ForkRefusal>> {
  const { runId, at, visit, slices, outputs, steps, mode, cache, version, after, until } = wish;
  const problems = flow === null ? [] : checkFlow(flow, catalogOf(workspace)).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return refused({ kind: 'flow-has-errors', problems });
  // A fork into the drawing is a draft, whatever its parent was.
  const isDrawing = version !== undefined && version.versionNo === null;
  if (isDrawing && mode === 'live')
    return refused({
      kind: 'not-here',
      sentence: 'The drawing is no version yet, and only a published version runs live. Publish it first.',
    });
  const pins =
    wish.pins === 'use' && mode !== 'live' && version !== undefined && flow !== null
      ? await pinsOf(workspace, version.flowId, flow)
      : ok({});
  if (!pins.ok) return refused({ kind: 'pin-does-not-fit', sentence: pins.error });
  const forked = await workspace.runner.fork({
    runId,
    at,
    by: workspace.me,
    ...(visit === undefined ? {} : { visit }),
    ...(after === undefined ? {} : { after }),
    ...(until === undefined ? {} : { until }),
    pins: pins.value,
    ...(slices === undefined ? {} : { slices }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(steps === undefined ? {} : { steps }),
    ...(isDrawing ? { mode: 'draft' as const } : mode === undefined ? {} : { mode }),
    ...(cache === undefined ? {} : { cache }),
    ...(flow === null || version === undefined ? {} : { version: versionOf(version, flow) }),
  });
  return forked.ok ? ok(forked.value) : forked;
}

const versionOf = ({ flowId, versionNo }: FlowRef, flow: Flow) => ({ flowId, flow, versionNo });
