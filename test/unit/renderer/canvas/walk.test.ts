import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { placeSteps } from '../../../../renderer/canvas/place-steps.ts';
import { reach, walk } from '../../../../renderer/canvas/walk.ts';
import { aFlow, gate, skill } from '../../flow/a-flow.ts';

const FLOW = aFlow(
  [skill('a', { next: 'b' }), gate('b', { expression: 'true', onPass: 'c', onFail: 'd' }), skill('c'), skill('d'), skill('far')],
  { layout: { a: { x: 0, y: 0 }, b: { x: 312, y: 0 }, c: { x: 624, y: -68 }, d: { x: 624, y: 68 }, far: { x: 624, y: 400 } } },
);
const id = (name: string) => StepId.parse(name);
const go = (from: string | null, direction: Parameters<typeof walk>[3]) =>
  walk(FLOW, placeSteps(FLOW), from === null ? null : id(from), direction);

describe('Arrow keys', () => {
  it('begin at the start when nothing is selected', () => {
    expect(go(null, 'down')).toBe('a');
  });

  it('follow the links to the right and back to the left', () => {
    expect(go('a', 'right')).toBe('b');
    expect(go('b', 'right')).toBe('c');
    expect(go('d', 'left')).toBe('b');
  });

  it('go between the sides of a gate, and then to whatever is nearest', () => {
    expect(go('c', 'down')).toBe('d');
    expect(go('d', 'up')).toBe('c');
    expect(go('d', 'down')).toBe('far');
  });

  it('stay where there is nothing ahead', () => {
    expect(go('a', 'left')).toBeNull();
    expect(go('c', 'up')).toBeNull();
  });

  it('with Shift take in everything downstream or upstream', () => {
    expect(reach(FLOW, [id('b')], 'downstream')).toEqual(['b', 'c', 'd']);
    expect(reach(FLOW, [id('d')], 'upstream')).toEqual(['d', 'b', 'a']);
  });
});
