import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import type { Flow } from '../../../../engine/flow/flow.ts';
import { groupFrames } from '../../../../renderer/canvas/group-frames.ts';
import { placeSteps } from '../../../../renderer/canvas/place-steps.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from '../state/a-studio.ts';

const id = (name: string) => StepId.parse(name);
const STEPS = [
  skill('draft', { next: 'fit' }),
  gate('fit', { expression: 'true', onPass: 'ask', onFail: 'again' }),
  human('ask'),
  skill('again', { next: 'draft' }),
];
const MESS = {
  draft: { x: 900, y: 300 },
  fit: { x: 100, y: 100 },
  ask: { x: 120, y: 120 },
  again: { x: 400, y: 700 },
};

async function tidied(flow: Flow, selection: readonly string[] = []) {
  const studio = aStudio(flow);
  const now = () => studio.store.getState();
  await now().showFlow(FLOW_ID);
  now().select(selection.map(id));
  await now().tidy();
  const after = now().openFlow?.flow ?? flow;
  return { now, after, at: (name: string) => placeSteps(after).get(id(name)) ?? { x: NaN, y: NaN } };
}

describe('Tidying', () => {
  it('lays the steps out along their links where the drawing lay, without one over another; one undo takes it back', async () => {
    const { now, at } = await tidied(aFlow(STEPS, { layout: MESS }));

    expect(Math.min(at('draft').x, at('fit').x, at('ask').x, at('again').x)).toBe(104);
    expect([at('draft').x < at('fit').x, at('fit').x < at('ask').x, at('ask').x === at('again').x]).toEqual([true, true, true]);
    expect(Math.abs(at('ask').y - at('again').y)).toBeGreaterThanOrEqual(88);
    expect(now().openFlow?.history.done.map(deed => deed.label)).toEqual(['tidy the drawing']);
    now().undo();
    expect(now().openFlow?.flow.layout).toEqual(MESS);
  });

  it('moves nothing the second time, and keeps above what stood above', async () => {
    const { after, at } = await tidied(
      aFlow([...STEPS, skill('one'), skill('two')], { layout: { ...MESS, one: { x: 0, y: 990 }, two: { x: 0, y: 890 } } }),
    );
    expect(at('two').y).toBeLessThan(at('one').y);

    const { now } = await tidied(after);
    expect(now().openFlow?.history.done).toEqual([]);
    expect(now().announcement).toBe('Everything stands in order already.');
  });

  it('leaves pinned steps where they are, and lays the others about them', async () => {
    const { at } = await tidied(aFlow(STEPS, { layout: { ...MESS, fit: { x: 2000, y: 500, pinned: true } } }));

    expect(at('fit')).toMatchObject({ x: 2000, y: 500 });
    expect(at('draft')).toEqual({ x: 1688, y: 504 });
    expect(at('ask').x).toBe(2312);
  });

  it('lays out only what is selected, when that is more than one step', async () => {
    const { at, now } = await tidied(aFlow(STEPS, { layout: MESS }), ['draft', 'fit']);

    expect([at('ask'), at('again')]).toEqual([MESS.ask, MESS.again]);
    expect(at('fit').x - at('draft').x).toBe(312);
    expect(now().openFlow?.history.done.at(-1)?.label).toBe('tidy 2 steps');
  });

  it('keeps the steps of a group together: no other step stands in its frame', async () => {
    const grouped = aFlow(STEPS, { layout: MESS, groups: [{ id: 'g', title: 'Judge', stepIds: ['fit', 'ask'] }] });
    const { after, at } = await tidied(grouped);

    const [frame] = groupFrames(after, placeSteps(after));
    const { x, y } = at('again');
    const isInside =
      frame !== undefined && x + 240 > frame.x && x < frame.x + frame.width && y + 88 > frame.y && y < frame.y + frame.height;
    expect(isInside).toBe(false);
  });

  it('pins and lets go what is selected', async () => {
    const { now } = await tidied(aFlow(STEPS, { layout: MESS }), ['draft', 'fit']);

    now().pinSelection();
    expect(now().openFlow?.flow.layout?.[id('fit')]?.pinned).toBe(true);
    now().pinSelection();
    expect(now().openFlow?.flow.layout?.[id('fit')]).not.toHaveProperty('pinned');
  });
});
