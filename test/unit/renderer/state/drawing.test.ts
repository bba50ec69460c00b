import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { flowHash } from '../../../../engine/flow/flow-hash.ts';
import { toCanvas } from '../../../../renderer/canvas/to-canvas.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from './a-studio.ts';

const id = (name: string) => StepId.parse(name);
const FLOW = aFlow([skill('a'), skill('b'), skill('c')], {
  layout: { a: { x: 0, y: 0 }, b: { x: 400, y: 0 }, c: { x: 0, y: 300 } },
});

async function opened() {
  const { store } = aStudio(FLOW);
  await store.getState().showFlow(FLOW_ID);
  const now = () => store.getState();
  return { now, flow: () => now().openFlow?.flow ?? FLOW, labels: () => now().openFlow?.history.done.map(deed => deed.label) };
}

describe('Groups and notes', () => {
  it('the selected steps become a group, whose frame stands around them and is written at once', async () => {
    const { now, flow } = await opened();
    now().select([id('a'), id('b')]);

    now().groupSelection();
    now().retitleGroup('group', '  Begin ');

    expect(now().writing).toEqual({ kind: 'group', id: 'group' });
    expect(toCanvas(flow()).extras).toMatchObject([
      { type: 'frame', position: { x: -24, y: -40 }, width: 688, height: 152, data: { title: 'Begin', stepIds: ['a', 'b'] } },
    ]);
    expect(flowHash(flow())).toBe(flowHash(FLOW));
  });

  it('a step is in one group only, and leaves it again; a group without steps is gone', async () => {
    const { now, flow } = await opened();
    now().select([id('a'), id('b')]);
    now().groupSelection();
    now().select([id('b'), id('c')]);
    now().groupSelection();
    expect(flow().groups?.map(group => group.stepIds)).toEqual([['a'], ['b', 'c']]);

    now().ungroupSelection();
    expect(flow().groups?.map(group => group.stepIds)).toEqual([['a']]);
    now().undo();
    expect(flow().groups).toHaveLength(2);
  });

  it('a note is written, moved and deleted, each as a deed of its own name; left empty it goes', async () => {
    const { now, flow, labels } = await opened();

    now().addNote();
    now().changeNote('note', { text: '**Why** we ask' });
    expect(flow().notes).toMatchObject([{ id: 'note', text: '**Why** we ask' }]);
    now().nudge({ x: 8, y: 0 });
    expect(flow().notes?.[0]?.x).toBe(toCanvas(flow()).extras[0]?.position.x ?? 0);
    now().removeSelection({ heal: false });
    expect(flow()).not.toHaveProperty('notes');
    expect(labels()?.at(-1)).toBe('delete 1 note');

    now().undo();
    now().changeNote('note', { text: '  ' });
    expect(flow()).not.toHaveProperty('notes');
    expect(flowHash(flow())).toBe(flowHash(FLOW));
  });
});

describe('Find and replace', () => {
  it('replaces everything as one deed, and says what stays', async () => {
    const { store, words } = aStudio(aFlow([skill('a', { title: 'Ask A' }), skill('b', { title: 'Ask B' })]));
    await store.getState().showFlow(FLOW_ID);
    const now = () => store.getState();
    const titles = () => now().openFlow?.flow.steps.map(step => step.title);

    now().startFinding();
    now().find({ text: 'ask', by: 'Tell' });
    now().replaceFound();
    expect(titles()).toEqual(['Tell A', 'Tell B']);
    expect(now().announcement).toBe('Replaced 2 times.');
    now().undo();
    expect(titles()).toEqual(['Ask A', 'Ask B']);

    now().find({ text: 'a', matchCase: true, by: 'b' });
    now().replaceFound();
    expect(words.at(-1)?.sentence).toBe('The id “a” stays: “b” is another step’s id.');
  });
});
