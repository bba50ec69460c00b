import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { Hash, hashText } from '../base/hash.ts';
import { OrgId, RunId } from '../base/ids.ts';

export const CHECKPOINT_FORMAT = 'atelier-checkpoint/1';

/** Where a run's chain ended: run, `seq` of its last row, that row's hash. Written as a list, since there are as many as runs. */
export const RunHead = z.tuple([RunId, z.int().positive(), Hash]).readonly();
export type RunHead = z.infer<typeof RunHead>;

/** What is signed: all runs of an org as they stood at one moment. */
export const CheckpointBody = z.strictObject({
  format: z.literal(CHECKPOINT_FORMAT),
  orgId: OrgId,
  /** Gapless from 1. */
  number: z.int().positive(),
  atUs: z.int(),
  runCount: z.int().nonnegative(),
  /** Trace rows of all runs together. */
  rowCount: z.int().nonnegative(),
  /** Merkle root over the heads of all runs, sorted by run. */
  root: Hash,
  /** Hash of the checkpoint before; null for the first. */
  previous: Hash.nullable(),
  /** Of the key that signed: SHA-256 of its public half (DER, SubjectPublicKeyInfo). */
  keyFingerprint: Hash,
});
export type CheckpointBody = z.infer<typeof CheckpointBody>;

export const Checkpoint = z.strictObject({
  body: CheckpointBody,
  /** PEM, SubjectPublicKeyInfo, Ed25519. */
  publicKey: z.string().max(1000),
  /** Ed25519 over `signedText(body)`, base64. */
  signature: z.string().max(200),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** The file that is carried away: with it alone anyone can check the signature, and with it and the database the rows. */
export const CheckpointDocument = Checkpoint.extend({
  /** Null: `heads` are those of all runs. A number: only those that changed since that checkpoint. */
  since: z.int().positive().nullable(),
  heads: z.array(RunHead),
});
export type CheckpointDocument = z.infer<typeof CheckpointDocument>;

/** The text that is signed: the tag, NUL, RFC 8785 of the body. */
export const signedText = (body: CheckpointBody): string => `${TAG}\0${canonicalJson(body)}`;

/** What the next checkpoint names as the one before it. */
export const checkpointHash = (body: CheckpointBody): Hash => hashText(TAG, canonicalJson(body));

const TAG = 'atelier/checkpoint/v1';

/** A head as a leaf of the tree: RFC 8785 of the list, written out since its parts need no escapes. */
export const headText = ([runId, lastSeq, lastHash]: RunHead): string => `["${runId}",${String(lastSeq)},"${lastHash}"]`;

/** By run id, in the order of UTF-16 units. */
export const byRun = ([a]: RunHead, [b]: RunHead): number => (a < b ? -1 : a > b ? 1 : 0);
