import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { NO_OVERLAY, toCanvas } from '../../../../renderer/canvas/to-canvas.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';

const FLOW = aFlow(
  [
    skill('draft', { title: 'Draft a proposal', next: 'fit' }),
    gate('fit', { expression: 'context.score > 0.7', onPass: 'ask' }),
    human('ask', {}, { onError: 'draft' }),
  ],
  { layout: { draft: { x: 0, y: 0 }, fit: { x: 312, y: 0 }, ask: { x: 624, y: -40 } } },
);
const draft = StepId.parse('draft');

describe('A flow on the canvas', () => {
  it('has a card for each step where the layout puts it, of a size that is known beforehand', () => {
    const { nodes } = toCanvas(FLOW);

    expect(nodes.map(node => [node.id, node.position])).toEqual([
      ['draft', { x: 0, y: 0 }],
      ['fit', { x: 312, y: 0 }],
      ['ask', { x: 624, y: -40 }],
    ]);
    for (const node of nodes) expect(node).toMatchObject({ width: 240, height: 88, measured: { width: 240, height: 88 } });
    expect(nodes[0]?.handles?.map(handle => handle.id)).toEqual(['in', 'next']);
  });

  it('says on each card what matters of its kind', () => {
    const [first, second, third] = toCanvas(FLOW).nodes.map(node => node.data);

    expect(first).toMatchObject({ title: 'Draft a proposal', line: 'echo', isCode: true, isFirst: true });
    expect(second).toMatchObject({ title: 'fit', line: 'context.score > 0.7', isFirst: false });
    expect(third).toMatchObject({ line: 'Partner (role)', isCode: false });
  });

  it('says what is missing of a step that is not filled in', () => {
    const flow = aFlow([skill('a', { config: { skill: '' } }), gate('b', { expression: '' }), human('c', { assignee: '' })]);

    expect(toCanvas(flow).nodes.map(node => node.data.line)).toEqual(['No skill chosen', 'No expression written', 'Nobody assigned']);
  });

  it('draws both sides of a gate, the failing one with where it goes, and an error route only where there is one', () => {
    const [first, second, third] = toCanvas(FLOW).nodes.map(node => node.data.ways);

    expect(first).toEqual([{ field: 'next', label: null, leadsOn: true }]);
    expect(second).toEqual([
      { field: 'onPass', label: 'pass', leadsOn: true },
      { field: 'onFail', label: 'fail: halt', leadsOn: true },
    ]);
    expect(third?.map(way => way.field)).toEqual(['next', 'onError']);
  });

  it('has an edge for each link that leads to a step of the flow, and none for halt or a step that is gone', () => {
    const dangling = aFlow([skill('a', { next: 'gone' })]);

    expect(toCanvas(FLOW).edges.map(edge => [edge.id, edge.source, edge.target])).toEqual([
      ['draft:next', 'draft', 'fit'],
      ['fit:onPass', 'fit', 'ask'],
      ['ask:onError', 'ask', 'draft'],
    ]);
    expect(toCanvas(dangling).edges).toEqual([]);
  });

  it('shows the problems of a step on its card, and the edges that the run took', () => {
    const { nodes, edges } = toCanvas(FLOW, {
      ...NO_OVERLAY,
      taken: new Set(['draft:next']),
      problems: [
        { severity: 'error', code: 'no-such-skill', stepId: draft, message: 'There is no skill “echo”.' },
        { severity: 'warning', code: 'unused', stepId: draft, message: 'Nobody reads it.' },
      ],
    });

    expect(nodes[0]?.data).toMatchObject({ errors: 1, warnings: 1, trouble: 'There is no skill “echo”.\nNobody reads it.' });
    expect(edges.map(edge => edge.data?.taken)).toEqual([true, false, false]);
  });

  it('gives the very same object for what did not change, so that it is not drawn again', () => {
    const before = toCanvas(FLOW);
    const moved = { ...FLOW, layout: { ...FLOW.layout, [draft]: { x: 8, y: 0 } } };

    const after = toCanvas(moved, NO_OVERLAY, before);

    expect(after.nodes.map((node, index) => node === before.nodes[index])).toEqual([false, true, true]);
    expect(after.edges.map((edge, index) => edge === before.edges[index])).toEqual([true, true, true]);
  });
});
