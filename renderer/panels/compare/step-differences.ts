import type { StepId } from '../../../engine/base/ids.ts';
import type { FlowDiff } from '../../../engine/flow/flow-change.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { edgeId, drawnLinks } from '../../canvas/step-links.ts';

/** What became of a step between two drawings; `moved` when it only stands elsewhere, `conflict` when a merge waits for a choice. */
export type StepDifference = 'added' | 'removed' | 'changed' | 'moved' | 'conflict';

/** The word on a step's card, which its shape and its colour only repeat. */
export const DIFFERENCE_WORDS: Readonly<Record<StepDifference, string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  moved: 'moved',
  conflict: 'conflict',
};

/** By step; those that are the same have none. Which steps moved is told only when asked for: a place on the canvas changes no run. */
export function stepDifferences(
  was: Flow,
  is: Flow,
  { changes }: FlowDiff,
  moves: 'hidden' | 'shown',
): Readonly<Record<StepId, StepDifference>> {
  const differences: Record<StepId, StepDifference> = {};
  if (moves === 'shown')
    for (const { id } of is.steps) {
      const [before, after] = [was.layout?.[id], is.layout?.[id]];
      if (before !== undefined && after !== undefined && (before.x !== after.x || before.y !== after.y)) differences[id] = 'moved';
    }
  for (const { stepId, kind } of changes)
    if (stepId !== undefined) differences[stepId] = kind === 'step-added' ? 'added' : kind === 'step-removed' ? 'removed' : 'changed';
  return differences;
}

/** The edges that only one of two drawings has, by the canvas's names for them. */
export function edgesApart(one: Flow, other: Flow): ReadonlySet<string> {
  const named = (flow: Flow): readonly string[] => drawnLinks(flow).map(link => `${edgeId(link)} ${link.to}`);
  const there = new Set(named(other));
  return new Set(drawnLinks(one).flatMap(link => (there.has(`${edgeId(link)} ${link.to}`) ? [] : [edgeId(link)])));
}
