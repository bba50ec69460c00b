import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDifference, withDifference } from '../../../../renderer/state/text-difference.ts';

describe('What was changed of a text', () => {
  it('gives the text after it back, and never the letters that stayed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), fc.string(), (head, was, now, tail) => {
        const [before, after] = [head + was + tail, head + now + tail];
        const difference = textDifference(before, after);
        expect(difference === null ? before : withDifference(before, difference)).toBe(after);
        expect(difference?.text.length ?? 0).toBeLessThanOrEqual(now.length);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('is refused by a text that it was not made of', () => {
    const difference = textDifference('{"a": 1}', '{"a": 12}') ?? expect.fail('They differ.');
    expect(withDifference('{"a": 1, "b": 2}', difference)).toBeNull();
  });
});
