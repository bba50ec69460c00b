import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/base/canonical-json.ts';
import { INLINE_BYTES, refBytes, refHash, referTo, refText, valueHash } from '../../../engine/base/value-ref.ts';

describe('A reference to a value', () => {
  it('has the text that stands in its row at hand when it was just made', () => {
    const { ref } = referTo({ b: 1, a: 'ü' });
    expect(refText(ref)).toBe(canonicalJson(ref));
    expect(refText({ value: 1 })).toBeUndefined();
  });

  it('says hash and size of the value, whether it stands in the row or apart', () => {
    for (const value of [{ b: 1, a: 'ü' }, 'x'.repeat(INLINE_BYTES)]) {
      const { ref, blob } = referTo(value);
      expect(refHash(ref)).toBe(valueHash(value));
      expect(refBytes(ref)).toBe(Buffer.byteLength(canonicalJson(value)));
      expect(blob === null).toBe(ref.value !== undefined);
    }
  });
});
