import type { Flow, Group } from './flow.ts';

/** Groups as they stand in a flow: those that hold a step, and no field for none. */
export function withGroups(groups: readonly Group[] = []): Pick<Flow, 'groups'> {
  const held = groups.filter(({ stepIds }) => stepIds.length > 0);
  return held.length === 0 ? {} : { groups: held };
}
