import type { Hash } from '../base/hash.ts';
import { sha256Hex } from '#sha256';

/** A Merkle tree that is given its leaves one after another and keeps only what its root needs: one hash for each bit of their number. */
export interface MerkleTree {
  /** Adds a leaf: the text it stands for. */
  add(text: string): void;
  /** Of the leaves so far; more may follow. */
  root(): Hash;
}

/**
 * The tree of RFC 6962 (2.1), hashes in their written form: a leaf is `sha256(0x00 ‖ text)`, a node `sha256(0x01 ‖ left ‖ right)`, no leaves
 * `sha256()`. The tags keep a leaf from ever passing for a node. Left of each node stands the largest full tree that fits.
 */
export function merkleTree(): MerkleTree {
  /** Roots of full trees, each smaller than the one before; their sizes are the bits of the number of leaves. */
  const full: { readonly size: number; readonly hash: string }[] = [];
  return {
    add(text) {
      let tree = { size: 1, hash: sha256Hex(`\u0000${text}`) };
      for (let left = full.at(-1); left?.size === tree.size; left = full.at(-1)) {
        full.pop();
        tree = { size: left.size * 2, hash: nodeHash(left.hash, tree.hash) };
      }
      full.push(tree);
    },
    root() {
      const root = full.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right), '');
      return `sha256:${root === '' ? sha256Hex('') : root}` as Hash; // true: sha256Hex gives 64 hex digits
    },
  };
}

const nodeHash = (left: string, right: string): string => (right === '' ? left : sha256Hex(`\u0001${left}${right}`));

/** The root over all leaves at once. */
export function merkleRoot(texts: Iterable<string>): Hash {
  const tree = merkleTree();
  for (const text of texts) tree.add(text);
  return tree.root();
}
