import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { openingView } from '../../../../renderer/canvas/opening-view.ts';
import { freePlace, placeSteps } from '../../../../renderer/canvas/place-steps.ts';
import { aFlow, gate, skill } from '../../flow/a-flow.ts';

describe('Places of steps', () => {
  it('are those of the layout', () => {
    const flow = aFlow([skill('a')], { layout: { a: { x: 5, y: 7 } } });

    expect([...placeSteps(flow)]).toEqual([['a', { x: 5, y: 7 }]]);
  });

  it('are columns by distance from the start where there is no layout, and no two cards cover each other', () => {
    const flow = aFlow([
      skill('a', { next: 'b' }),
      gate('b', { expression: 'true', onPass: 'c', onFail: 'd' }),
      skill('c'),
      skill('d'),
      skill('loose'),
    ]);

    const places = placeSteps(flow);

    expect(['a', 'b', 'c', 'd'].map(name => places.get(StepId.parse(name))?.x)).toEqual([0, 312, 624, 624]);
    const points = [...places.values()];
    for (const [index, a] of points.entries())
      for (const b of points.slice(index + 1)) expect(Math.abs(a.x - b.x) >= 240 || Math.abs(a.y - b.y) >= 88).toBe(true);
  });

  it('end in a circle too', () => {
    const flow = aFlow([skill('a', { next: 'b' }), skill('b', { next: 'a' })]);

    expect(placeSteps(flow).size).toBe(2);
  });

  it('that are taken send a new card below', () => {
    expect(
      freePlace({ x: 3, y: 0 }, [
        { x: 0, y: 0 },
        { x: 0, y: 136 },
      ]),
    ).toEqual({ x: 0, y: 272 });
    expect(freePlace({ x: 1000, y: 0 }, [{ x: 0, y: 0 }])).toEqual({ x: 1000, y: 0 });
  });
});

describe('The first view of a flow', () => {
  const size = { width: 800, height: 500 };

  it('shows all of a small flow, in the middle and never larger than life', () => {
    const { x, zoom } = openingView(
      [
        { x: 0, y: 0 },
        { x: 312, y: 0 },
      ],
      undefined,
      size,
    );

    expect(zoom).toBe(1);
    expect(x + ((312 + 240) / 2) * zoom).toBe(400);
  });

  it('begins at the start of a long flow, near enough to be read', () => {
    const places = Array.from({ length: 20 }, (_, index) => ({ x: index * 312, y: 0 }));

    const { x, zoom } = openingView(places, { x: 624, y: 0 }, size);

    expect(zoom).toBeGreaterThanOrEqual(0.75);
    expect(624 * zoom + x).toBe(48);
  });

  it('is at life size while nothing is drawn', () => {
    expect(openingView([], undefined, size)).toEqual({ x: 400, y: 250, zoom: 1 });
  });
});
