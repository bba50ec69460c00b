import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlap, placeCard } from '../../../../renderer/window/place-card.ts';
import { TOUR_STEPS } from '../../../../renderer/window/tour-steps.ts';

const room = { width: 1024, height: 700 };
const card = { width: 320, height: 190 };

describe('the card of the tour', () => {
  it('stands under what it speaks of, over it, or beside it', () => {
    const at = (left: number, top: number, width: number, height: number) => placeCard({ left, top, width, height }, card, room);

    expect(at(400, 8, 200, 40)).toEqual({ left: 340, top: 60 });
    expect(at(300, 450, 700, 230)).toMatchObject({ top: 248 });
    expect(at(48, 50, 240, 640)).toMatchObject({ left: 300 });
  });

  it('never covers what it speaks of where any side has room for it, and never leaves the window', () => {
    const box = fc.record({
      left: fc.integer({ min: 0, max: 1000 }),
      top: fc.integer({ min: 0, max: 680 }),
      width: fc.integer({ min: 1, max: 1024 }),
      height: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(box, target => {
        const right = Math.min(target.left + target.width, room.width);
        const bottom = Math.min(target.top + target.height, room.height);
        const shown = { ...target, width: right - target.left, height: bottom - target.top };
        const place = placeCard(shown, card, room);
        const hasRoom =
          Math.max(target.top, room.height - bottom) >= card.height + 24 || Math.max(target.left, room.width - right) >= card.width + 24;
        expect(place.left >= 0 && place.top >= 0).toBe(true);
        expect(place.left + card.width <= room.width && place.top + card.height <= room.height).toBe(true);
        if (hasRoom) expect(overlap({ ...place, ...card }, shown)).toBe(0);
      }),
      { seed: 4 },
    );
  });

  it('has at most five steps, each with few words', () => {
    expect(TOUR_STEPS.length).toBeLessThanOrEqual(5);
    for (const { title, sentences } of TOUR_STEPS) expect(`${title} ${sentences}`.split(' ').length).toBeLessThan(45);
  });
});
