import type { StepId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { drawnLinks } from './step-links.ts';

/** Links from the start to each step it reaches; what it does not reach counts from its own beginning. */
export function stepDistances(flow: Flow): ReadonlyMap<StepId, number> {
  const after = Map.groupBy(drawnLinks(flow), link => link.from);
  const columns = new Map<StepId, number>();
  const walk = (first: StepId) => {
    columns.set(first, 0);
    const queue = [first];
    for (let at = 0; at < queue.length; at++) {
      const from = queue[at];
      if (from === undefined) break;
      for (const { to } of after.get(from) ?? []) {
        if (columns.has(to)) continue;
        columns.set(to, (columns.get(from) ?? 0) + 1);
        queue.push(to);
      }
    }
  };
  if (flow.start !== undefined) walk(flow.start);
  for (const step of flow.steps) if (!columns.has(step.id)) walk(step.id);
  return columns;
}
