import type { OrgId } from '../base/ids.ts';
import type { Clock } from '../base/world.ts';
import {
  CHECKPOINT_FORMAT,
  checkpointHash,
  headText,
  signedText,
  type CheckpointBody,
  type CheckpointDocument,
  type RunHead,
} from '../trace/checkpoint.ts';
import type { CheckpointStore } from '../trace/checkpoint-store.ts';
import { merkleTree } from '../trace/merkle.ts';
import type { SigningKey } from './signing-key.ts';

export interface CheckpointNeeds {
  readonly orgId: OrgId;
  readonly clock: Clock;
  readonly store: CheckpointStore;
  readonly key: SigningKey;
  /** Lets others have their turn. */
  readonly breathe: () => Promise<void>;
}

/** Leaves hashed in one go: some 10 ms. */
const LEAVES_AT_ONCE = 4096;

/**
 * Signs all runs as they stand now, and gives the checkpoint with the heads that changed since the one before; null when nothing changed. The runs go on meanwhile: their heads are read at one moment, and rows are only ever added after them.
 *
 * The tree is made anew each time. For 100,000 runs reading their heads takes some 0.25 s and hashing them 0.3 s, in portions that leave the
 * event loop free; inner nodes kept on disk would save half of that and be one thing more to be forged.
 */
export async function takeCheckpoint({ orgId, clock, store, key, breathe }: CheckpointNeeds): Promise<CheckpointDocument | null> {
  const before = await store.latest(orgId);
  const atUs = clock.nowUs();
  const { all, changed } = await store.heads(orgId);
  if (changed.length === 0) return null;
  const { root, rowCount } = await covered(all, breathe);
  const body: CheckpointBody = {
    format: CHECKPOINT_FORMAT,
    orgId,
    number: (before?.body.number ?? 0) + 1,
    atUs,
    runCount: all.length,
    rowCount,
    root,
    previous: before === null ? null : checkpointHash(before.body),
    keyFingerprint: key.fingerprint,
  };
  const checkpoint = { body, publicKey: key.publicKey, signature: key.sign(signedText(body)) };
  await store.add(checkpoint, changed);
  return { ...checkpoint, since: before?.body.number ?? null, heads: [...changed] };
}

async function covered(heads: readonly RunHead[], breathe: () => Promise<void>): Promise<Pick<CheckpointBody, 'root' | 'rowCount'>> {
  const tree = merkleTree();
  let rowCount = 0;
  for (const [index, head] of heads.entries()) {
    tree.add(headText(head));
    rowCount += head[1];
    if ((index + 1) % LEAVES_AT_ONCE === 0) await breathe();
  }
  return { root: tree.root(), rowCount };
}
