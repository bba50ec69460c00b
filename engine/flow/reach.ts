import type { StepId } from '../base/ids.ts';
import type { Flow } from './flow.ts';
import { linksOf } from './links.ts';

/** Which steps can come after which, along any arrows. */
export interface Reach {
  /** From the start, the start included. */
  readonly fromStart: ReadonlySet<StepId>;
  /** True when a run that has finished `earlier` can come to `later`; of one step, when it lies in a loop. */
  canFollow(earlier: StepId, later: StepId): boolean;
}

/** Answers are worked out when asked for, and kept. */
export function reachOf(flow: Flow): Reach {
  const next = new Map(flow.steps.map(step => [step.id, linksOf(step).map(({ to }) => to)]));
  const known = new Map<StepId, ReadonlySet<StepId>>();
  const after = (stepId: StepId): ReadonlySet<StepId> => {
    const found = known.get(stepId) ?? spread(next.get(stepId) ?? [], next);
    known.set(stepId, found);
    return found;
  };
  return {
    fromStart: spread(flow.start === undefined ? [] : [flow.start], next),
    canFollow: (earlier, later) => after(earlier).has(later),
  };
}

function spread(from: readonly StepId[], next: ReadonlyMap<StepId, readonly StepId[]>): ReadonlySet<StepId> {
  const reached = new Set<StepId>();
  const open = [...from];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    const targets = next.get(stepId);
    if (targets === undefined || reached.has(stepId)) continue;
    reached.add(stepId);
    open.push(...targets);
  }
  return reached;
}
