import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merkleRoot, merkleTree } from '../../../engine/trace/merkle.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 6962, 2.1, word for word: split at the largest power of two below the number of leaves. */
function naive(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return sha256(`\u0000${leaves[0] ?? ''}`);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(`\u0001${naive(leaves.slice(0, split))}${naive(leaves.slice(split))}`);
}

describe('A Merkle tree', () => {
  it('has the root of RFC 6962, for any number of leaves', () => {
    for (let count = 0; count <= 70; count++) {
      const leaves = Array.from({ length: count }, (_, index) => `leaf ${String(index)}`);
      expect(merkleRoot(leaves), String(count)).toBe(`sha256:${naive(leaves)}`);
    }
  });

  it('has another root as soon as a leaf is another, is missing, or changed places', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 40 }), fc.nat(), (leaves, at) => {
        const index = at % (leaves.length - 1);
        const root = merkleRoot(leaves);
        expect(merkleRoot(leaves.with(index, `${leaves[index] ?? ''}!`))).not.toBe(root);
        expect(merkleRoot(leaves.toSpliced(index, 1))).not.toBe(root);
        expect(merkleRoot(leaves.with(index, leaves[index + 1] ?? '').with(index + 1, leaves[index] ?? ''))).not.toBe(root);
      }),
      { seed: 6962 },
    );
  });

  it('may be asked for its root again and again while it grows', () => {
    const tree = merkleTree();
    tree.add('a');
    expect(tree.root()).toBe(merkleRoot(['a']));
    tree.add('b');
    expect(tree.root()).toBe(merkleRoot(['a', 'b']));
  });
});
