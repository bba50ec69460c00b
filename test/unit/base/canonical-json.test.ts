import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, NotCanonicalError, utf8Length, type NotCanonicalReason } from '../../../engine/base/canonical-json.ts';

/** The number with these 64 bits. */
function ofBits(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

function refusal(value: unknown, maxBytes?: number): { reason: NotCanonicalReason; path: string } | null {
  try {
    canonicalJson(value, maxBytes);
    return null;
  } catch (error) {
    if (error instanceof NotCanonicalError) return { reason: error.reason, path: error.path };
    throw error;
  }
}

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, section 3.2.2, but for its number beyond 2^53', () => {
    const value: unknown = JSON.parse(
      String.raw`{"numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    );

    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts keys by UTF-16 units as RFC 8785, section 3.2.3, does', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };

    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('sorts "10" before "2"', () => {
    expect(canonicalJson({ 2: 'b', 10: 'a', a: { d: 1, c: 2 } })).toBe('{"10":"a","2":"b","a":{"c":2,"d":1}}');
  });

  it('writes equal values equally, in whatever order their keys stand', () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, backwards(inner)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }), value => {
        fc.pre(refusal(value) === null);
        const text = canonicalJson(value);

        expect(canonicalJson(backwards(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { seed: 4 },
    );
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['433fffffffffffff', '9007199254740991'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s of RFC 8785, appendix B, as %s', (bits, written) => {
    expect(canonicalJson(ofBits(bits))).toBe(written);
  });

  it.each<[string, unknown, NotCanonicalReason, string]>([
    ['NaN', { a: NaN }, 'not-a-number', '/a'],
    ['Infinity', [1, Infinity], 'not-a-number', '/1'],
    ['undefined', { a: { b: undefined } }, 'not-json', '/a/b'],
    ['a big integer', 1n, 'not-json', ''],
    ['a date', { at: new Date(0) }, 'not-json', '/at'],
    ['a function', () => 1, 'not-json', ''],
    ['half a character', { 'a/b': 'x\ud800' }, 'lone-surrogate', '/a~1b'],
    ['half a character in a key', { '\udc00': 1 }, 'lone-surrogate', '/\udc00'],
    ['a whole number beyond 2^53 − 1', [2 ** 53], 'unsafe-integer', '/0'],
  ])('refuses %s and says where', (_what, value, reason, path) => {
    expect(refusal(value)).toEqual({ reason, path });
  });

  it('takes 64 levels and refuses 65', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

    expect(refusal(nested(64))).toBeNull();
    expect(refusal(nested(65))?.reason).toBe('too-deep');
  });

  it('counts bytes of UTF-8 against its limit, not characters', () => {
    expect(refusal('ééé', 8)).toBeNull(); // two quotes and three times two bytes
    expect(refusal('ééé', 7)?.reason).toBe('too-large');
    expect(utf8Length('aé€😀')).toBe(1 + 2 + 3 + 4);
  });
});
