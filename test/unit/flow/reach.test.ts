import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StepId } from '../../../engine/base/ids.ts';
import { reachOf } from '../../../engine/flow/reach.ts';
import { aFlow, skill } from './a-flow.ts';

const SIZE = 40;
const arrow = fc.option(fc.nat(SIZE + 2), { nil: undefined }); // some lead nowhere
const name = (place: number): string => `s${String(place)}`;

describe('which steps can follow which', () => {
  it('is what a search along the arrows finds, for every pair of any flow', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(arrow, arrow), { minLength: 1, maxLength: SIZE }), arrows => {
        const flow = aFlow(
          arrows.map(([next, onError], place) =>
            skill(name(place), {
              ...(next === undefined ? {} : { next: name(next) }),
              ...(onError === undefined ? {} : { onError: name(onError) }),
            }),
          ),
        );
        const reach = reachOf(flow);
        for (const from of arrows.keys()) {
          const found = search(arrows, from);
          for (const to of arrows.keys())
            expect(reach.canFollow(StepId.parse(name(from)), StepId.parse(name(to))), `${name(from)} → ${name(to)}`).toBe(found.has(to));
        }
        expect([...reach.fromStart].toSorted()).toEqual(
          [...new Set([0, ...search(arrows, 0)])]
            .filter(at => at < arrows.length)
            .map(name)
            .toSorted(),
        );
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('is false for steps that are not there', () => {
    const reach = reachOf(aFlow([skill('a', { next: 'b' })]));
    expect(reach.canFollow(StepId.parse('a'), StepId.parse('b'))).toBe(false);
    expect(reach.canFollow(StepId.parse('x'), StepId.parse('a'))).toBe(false);
  });
});

function search(arrows: readonly (readonly (number | undefined)[])[], from: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...(arrows[from] ?? [])];
  while (open.length > 0) {
    const place = open.pop();
    if (place === undefined || found.has(place)) continue;
    found.add(place);
    open.push(...(arrows[place] ?? []));
  }
  return found;
}
