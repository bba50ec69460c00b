import type { StepId } from '../../engine/base/ids.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { freshStepId } from '../../engine/flow/fresh-step-id.ts';

/** These steps as a group of their own, taken out of any other, and its id. */
export function groupSteps(
  flow: Flow,
  stepIds: readonly StepId[],
  title: string,
): { readonly edits: readonly FlowEdit[]; readonly groupId: string } {
  const groups = without(flow, stepIds);
  const groupId = freshStepId(
    groups.map(({ id }) => id),
    'group',
  );
  return { groupId, edits: [{ kind: 'set-groups', groups: [...groups, { id: groupId, title, stepIds: [...stepIds] }] }] };
}

/** These steps out of every group; a group that holds none any more goes. */
export const ungroupSteps = (flow: Flow, stepIds: readonly StepId[]): readonly FlowEdit[] =>
  isInGroup(flow, stepIds) ? [{ kind: 'set-groups', groups: without(flow, stepIds) }] : [];

export const isInGroup = ({ groups = [] }: Flow, stepIds: readonly StepId[]): boolean =>
  groups.some(group => group.stepIds.some(id => stepIds.includes(id)));

export const retitleGroup = ({ groups = [] }: Flow, groupId: string, title: string): readonly FlowEdit[] =>
  groups.some(group => group.id === groupId && group.title !== title)
    ? [{ kind: 'set-groups', groups: groups.map(group => (group.id === groupId ? { ...group, title } : group)) }]
    : [];

function without({ groups = [] }: Flow, stepIds: readonly StepId[]) {
  const gone = new Set(stepIds);
  return groups.map(group => ({ ...group, stepIds: group.stepIds.filter(id => !gone.has(id)) })).filter(group => group.stepIds.length > 0);
}
