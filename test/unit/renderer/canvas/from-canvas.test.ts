import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { editFlow, type FlowEdit } from '../../../../engine/flow/flow-edit.ts';
import type { Flow } from '../../../../engine/flow/flow.ts';
import { links } from '../../../../engine/flow/links.ts';
import { addedStep } from '../../../../renderer/canvas/add-steps.ts';
import { dropOnLink, moveSteps, openWay, removeSelected, retitle } from '../../../../renderer/canvas/from-canvas.ts';
import { plainChoice } from '../../../../renderer/canvas/palette-choices.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';

const id = (name: string) => StepId.parse(name);
const FLOW = aFlow([skill('draft', { next: 'fit' }), gate('fit', { expression: 'true', onPass: 'ask' }), human('ask'), skill('loose')], {
  layout: { draft: { x: 0, y: 0 }, fit: { x: 312, y: 0 }, ask: { x: 624, y: 0 }, loose: { x: 0, y: 400 } },
});
const ANYWHERE = { at: null, middle: { x: 0, y: 0 } };

describe('What the hand does on the canvas', () => {
  it('moves only the cards that really moved, to whole pixels: a press that slipped is no drag', () => {
    const nodes = [
      { id: 'draft', position: { x: 3, y: -4 } },
      { id: 'fit', position: { x: 320.4, y: 8 } },
      { id: 'unknown', position: { x: 1, y: 1 } },
    ];

    expect(moveSteps(FLOW, nodes)).toEqual([{ kind: 'move-steps', to: { fit: { x: 320, y: 8 } } }]);
    expect(moveSteps(FLOW, nodes.slice(0, 1))).toEqual([]);
  });

  it('puts a step down where it is dropped, clear of others, and calls it after its kind', () => {
    const added = addedStep(FLOW, plainChoice('gate'), { kind: 'free' }, { at: { x: 10, y: 10 }, middle: { x: 0, y: 0 } });

    const flow = carriedOut(FLOW, added.ok ? added.value.edits : []);
    const step = flow.steps.at(-1);
    expect(step).toMatchObject({ id: 'gate', kind: 'gate', title: 'Gate' });
    expect(flow.layout?.[id('gate')]?.y).toBeGreaterThanOrEqual(136);
  });

  it('adds a step after another, linked, as one deed, with the first free way out', () => {
    const way = { from: id('ask'), field: 'next' as const };
    expect(openWay(FLOW, id('ask'), undefined)).toEqual(way);

    const added = addedStep(FLOW, plainChoice('event_wait'), { kind: 'after', ...way }, ANYWHERE);

    const flow = carriedOut(FLOW, added.ok ? added.value.edits : []);
    expect(links(flow)).toContainEqual({ from: 'ask', field: 'next', to: 'event_wait' });
    expect(flow.layout?.[id('event_wait')]).toEqual({ x: 936, y: 0 });
  });

  it('finds no free way out of a step that leads on everywhere, and takes the failing side of a gate that halts', () => {
    expect(openWay(FLOW, id('draft'), undefined)).toBeNull();
    expect(openWay(FLOW, id('fit'), undefined)).toEqual({ from: 'fit', field: 'onFail' });
    expect(openWay(FLOW, id('fit'), 'onPass')).toEqual({ from: 'fit', field: 'onPass' });
    expect(openWay(FLOW, id('draft'), 'onPass')).toBeNull();
  });

  it('inserts a step into a link and makes room for it', () => {
    const added = addedStep(FLOW, plainChoice('sage_skill'), { kind: 'insert', from: id('draft'), field: 'next' }, ANYWHERE);

    const flow = carriedOut(FLOW, added.ok ? added.value.edits : []);
    expect(links(flow)).toEqual(
      expect.arrayContaining([
        { from: 'draft', field: 'next', to: 'sage_skill' },
        { from: 'sage_skill', field: 'next', to: 'fit' },
      ]),
    );
    expect(flow.layout).toMatchObject({ sage_skill: { x: 312, y: 0 }, fit: { x: 624, y: 0 }, ask: { x: 936, y: 0 } });
  });

  it('puts a loose step between the ends of the link it is dropped on, and leaves a linked one as it is', () => {
    const way = { from: id('draft'), field: 'next' as const };

    expect(links(carriedOut(FLOW, dropOnLink(FLOW, id('loose'), way)))).toEqual(
      expect.arrayContaining([
        { from: 'draft', field: 'next', to: 'loose' },
        { from: 'loose', field: 'next', to: 'fit' },
      ]),
    );
    expect(dropOnLink(FLOW, id('ask'), way)).toEqual([]);
  });

  it('deletes steps and links together, and says a link of a deleted step only once', () => {
    const edits = removeSelected(
      [id('draft')],
      [
        { from: id('draft'), field: 'next' },
        { from: id('fit'), field: 'onPass' },
      ],
      { heal: true },
    );

    expect(edits).toEqual([
      { kind: 'link', from: 'fit', field: 'onPass', to: null },
      { kind: 'remove-steps', stepIds: ['draft'], heal: true },
    ]);
    expect(removeSelected([], [], { heal: false })).toEqual([]);
  });

  it('takes the title away when it is emptied', () => {
    expect(carriedOut(FLOW, retitle(id('draft'), '  Draft it '))).toMatchObject({ steps: [{ title: 'Draft it' }, {}, {}, {}] });
    expect(carriedOut(FLOW, retitle(id('draft'), ' ')).steps[0]).not.toHaveProperty('title');
  });
});

function carriedOut(flow: Flow, edits: readonly FlowEdit[]): Flow {
  return edits.reduce((at, edit) => {
    const edited = editFlow(at, edit);
    if (!edited.ok) throw new Error(edited.error.message);
    return edited.value.flow;
  }, flow);
}
