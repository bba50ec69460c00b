import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { aligned } from '../../../../renderer/canvas/alignment.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from '../state/a-studio.ts';

const card = (id: string, x: number, y: number) => ({ id, x, y, width: 240, height: 88 });

describe('A dragged card', () => {
  it('is drawn to the line of a card that it comes near, and the line joins both', () => {
    expect(aligned(card('a', 403, 300), [card('a', 0, 0), card('b', 400, 0)])).toEqual({
      id: 'a',
      at: { x: 400, y: 300 },
      guides: [{ from: { x: 400, y: -16 }, to: { x: 400, y: 404 } }],
    });
  });

  it('is let alone farther away, and takes the nearest of several lines', () => {
    expect(aligned(card('a', 410, 300), [card('b', 400, 0)])).toEqual({ id: 'a', at: { x: 410, y: 300 }, guides: [] });
    expect(aligned(card('a', 800, 102), [card('b', 0, 98), card('c', 400, 103)]).at).toEqual({ x: 800, y: 103 });
  });
});

describe('Places visited', () => {
  it('are gone back and forward through; what is only passed, or gone, is none', async () => {
    const id = (name: string) => StepId.parse(name);
    const { store, pass } = aStudio(aFlow([skill('a'), skill('b'), skill('c')]));
    const now = () => store.getState();
    await now().showFlow(FLOW_ID);
    const rest = async (name: string) => {
      now().select([id(name)]);
      await pass(700);
    };
    await rest('a');
    now().select([id('c')]);
    await rest('b');
    await rest('c');

    await now().goVisited(-1);
    expect(now().selection).toEqual(['b']);
    now().edit([{ kind: 'remove-steps', stepIds: [id('b')], heal: false }]);
    await now().goVisited(1);
    expect(now().selection).toEqual(['c']);
    await now().goVisited(-1);
    expect(now().selection).toEqual(['a']);
    await now().goVisited(-1);
    expect(now().announcement).toBe('There is no place before this one.');
  });
});
