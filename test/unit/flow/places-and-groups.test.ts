import { describe, expect, it } from 'vitest';
import { StepId } from '../../../engine/base/ids.ts';
import { editFlow, type FlowEdit } from '../../../engine/flow/flow-edit.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import { flowText } from '../../../engine/flow/flow-text.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';
import { aFlow, skill } from './a-flow.ts';

const id = (name: string) => StepId.parse(name);
const FLOW = aFlow([skill('a'), skill('b'), skill('c')], { layout: { a: { x: 1, y: 2 }, b: { x: 3, y: 4 } } });
const GROUPED = after(FLOW, { kind: 'set-groups', groups: [{ id: 'g', title: 'Begin', stepIds: [id('a'), id('b'), id('gone')] }] });

describe('Places and groups', () => {
  it('are no part of what a version means, and come back from the file', () => {
    const pinned = after(GROUPED, { kind: 'pin-steps', at: { [id('a')]: { x: 1, y: 2 } }, pinned: true });

    expect(flowHash(pinned)).toBe(flowHash(FLOW));
    expect(readFlowText(flowText(pinned)).flow).toEqual(pinned);
    expect(flowText(pinned)).toContain('"a": {\n      "x": 1,\n      "y": 2,\n      "pinned": true');
  });

  it('a pinned step stays pinned where the hand puts it, until it is let go', () => {
    const pinned = after(FLOW, { kind: 'pin-steps', at: { [id('a')]: { x: 1, y: 2 } }, pinned: true });
    const moved = after(pinned, { kind: 'move-steps', to: { [id('a')]: { x: 9, y: 9 }, [id('b')]: { x: 8, y: 8 } } });
    const free = after(moved, { kind: 'pin-steps', at: { [id('a')]: { x: 9, y: 9 } }, pinned: false });

    expect(moved.layout).toEqual({ a: { x: 9, y: 9, pinned: true }, b: { x: 8, y: 8 } });
    expect(free.layout).toEqual({ a: { x: 9, y: 9 }, b: { x: 8, y: 8 } });
  });

  it('a group holds steps that are there, follows their names, and goes with the last of them', () => {
    expect(GROUPED.groups).toEqual([{ id: 'g', title: 'Begin', stepIds: ['a', 'b'] }]);
    expect(after(GROUPED, { kind: 'rename-step', stepId: id('a'), to: id('z') }).groups?.[0]?.stepIds).toEqual(['z', 'b']);
    const less = after(GROUPED, { kind: 'remove-steps', stepIds: [id('a')], heal: false });
    expect(less.groups?.[0]?.stepIds).toEqual(['b']);
    expect(after(less, { kind: 'remove-steps', stepIds: [id('b')], heal: false })).not.toHaveProperty('groups');
  });

  it('what is done to them is taken back', () => {
    const edited = editFlow(GROUPED, { kind: 'set-groups', groups: [] });
    if (!edited.ok) throw new Error(edited.error.message);

    expect(edited.value.flow).not.toHaveProperty('groups');
    expect(edited.value.undo.reduce(after, edited.value.flow)).toEqual(GROUPED);
  });
});

function after(flow: Flow, edit: FlowEdit): Flow {
  const edited = editFlow(flow, edit);
  if (!edited.ok) throw new Error(edited.error.message);
  return edited.value.flow;
}
