import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOf, hashText, shortHash } from '../../../engine/base/hash.ts';
import { sha256Hex as inBrowser } from '../../../engine/base/sha256-browser.ts';
import { sha256Hex as inNode } from '../../../engine/base/sha256-node.ts';

describe('a hash', () => {
  it.each([
    // FIPS 180-2, appendix B, and the empty message
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  ])('of %j is the same in Node and in a browser', (text, hex) => {
    expect(inNode(text)).toBe(hex);
    expect(inBrowser(text)).toBe(hex);
  });

  it('begins its preimage with the tag and a NUL', () => {
    const expected = createHash('sha256').update('atelier/value/v1\0{"a":1,"b":[2]}').digest('hex');

    expect(hashOf('atelier/value/v1', { b: [2], a: 1 })).toBe(`sha256:${expected}`);
    expect(hashText('atelier/value/v1', '{"a":1,"b":[2]}')).toBe(`sha256:${expected}`);
  });

  it('differs between two kinds of the same content', () => {
    expect(hashOf('atelier/value/v1', 1)).not.toBe(hashOf('atelier/slice/v1', 1));
  });

  it('is shown by its first eight digits', () => {
    expect(shortHash('sha256:0123456789abcdef')).toBe('01234567');
  });
});
