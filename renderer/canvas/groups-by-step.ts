import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Group } from '../../engine/flow/flow.ts';

/** The group that a step is drawn in: the first that names it. */
export function groupsByStep(flow: Flow): ReadonlyMap<StepId, Group> {
  const groups = new Map<StepId, Group>();
  for (const group of flow.groups ?? []) for (const id of group.stepIds) if (!groups.has(id)) groups.set(id, group);
  return groups;
}
