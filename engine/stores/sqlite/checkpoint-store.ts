import type { Database } from 'better-sqlite3';
import { Checkpoint, CHECKPOINT_FORMAT, type RunHead } from '../../trace/checkpoint.ts';
import type { CheckpointStore } from '../../trace/checkpoint-store.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const COLUMNS = `number, at_us AS "atUs", run_count AS "runCount", row_count AS "rowCount", root, previous, key_fingerprint AS "keyFingerprint",
  org_id AS "orgId", public_key AS "publicKey", signature`;

const SQL = {
  latest: `SELECT ${COLUMNS} FROM atelier_checkpoints WHERE org_id = ? ORDER BY number DESC LIMIT 1`,
  all: `SELECT ${COLUMNS} FROM atelier_checkpoints WHERE org_id = ? ORDER BY number`,
  heads: `SELECT run_id, last_seq, last_hash, EXISTS (
      SELECT 1 FROM atelier_checkpoint_heads AS noted WHERE noted.org_id = atelier_runs.org_id AND noted.run_id = atelier_runs.run_id
        AND noted.last_seq = atelier_runs.last_seq)
    FROM atelier_runs WHERE org_id = ? ORDER BY run_id`,
  // Heads of a run follow one another by last_seq, so the last one that is not newer than the checkpoint is the one it covered.
  headsAt: `SELECT run_id, last_seq, last_hash FROM atelier_checkpoint_heads WHERE org_id = ? AND number <= ? ORDER BY run_id, last_seq`,
  runsSince: 'SELECT count(*) FROM (SELECT 1 FROM atelier_runs WHERE org_id = ? AND created_at_us > ? LIMIT ?)',
  add: `INSERT INTO atelier_checkpoints (org_id, number, at_us, run_count, row_count, root, previous, key_fingerprint, public_key, signature)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  addHead: 'INSERT INTO atelier_checkpoint_heads (org_id, run_id, last_seq, last_hash, number) VALUES (?, ?, ?, ?, ?)',
} as const;

type HeadCells = readonly [runId: string, lastSeq: number, lastHash: string];

export function openCheckpointStore(database: Database, queue: WriteQueue): CheckpointStore {
  const latest = database.prepare(SQL.latest);
  const all = database.prepare(SQL.all);
  const heads = database.prepare<[string], [...HeadCells, isNoted: number]>(SQL.heads).raw();
  const headsAt = database.prepare<[string, number], HeadCells>(SQL.headsAt).raw();
  const runsSince = database.prepare<[string, number, number], number>(SQL.runsSince).pluck();
  const add = database.prepare(SQL.add);
  const addHead = database.prepare(SQL.addHead);
  return {
    latest: orgId => answerRead(() => asCheckpoint(latest.get(orgId))),
    all: orgId => answerRead(() => all.all(orgId).flatMap(row => asCheckpoint(row) ?? [])),
    heads: orgId =>
      answerRead(() => {
        const found: { all: RunHead[]; changed: RunHead[] } = { all: [], changed: [] };
        for (const [runId, lastSeq, lastHash, isNoted] of heads.iterate(orgId)) {
          const head = [runId, lastSeq, lastHash] as unknown as RunHead; // true: the engine wrote them, and a forged one changes the root
          found.all.push(head);
          if (isNoted === 0) found.changed.push(head);
        }
        return found;
      }),
    headsAt: (orgId, number) =>
      answerRead(() => {
        const last = new Map<string, RunHead>();
        for (const head of headsAt.iterate(orgId, number)) last.set(head[0], head as unknown as RunHead); // true as above
        return [...last.values()];
      }),
    runsSince: (orgId, atUs, limit) => answerRead(() => runsSince.get(orgId, atUs, limit) ?? 0),
    add: ({ body, publicKey, signature }, changed) =>
      queue.add({
        check: () => null,
        write: () => {
          const { orgId, number, atUs, runCount, rowCount, root, previous, keyFingerprint } = body;
          add.run(orgId, number, atUs, runCount, rowCount, root, previous, keyFingerprint, publicKey, signature);
          for (const [runId, lastSeq, lastHash] of changed) addHead.run(orgId, runId, lastSeq, lastHash, number);
        },
      }),
  };
}

/** Throws a ZodError for a row that no engine wrote. */
function asCheckpoint(row: unknown): Checkpoint | null {
  if (row === undefined) return null;
  const { publicKey, signature, ...body } = row as Record<string, unknown>; // true: a row is an object
  return Checkpoint.parse({ body: { format: CHECKPOINT_FORMAT, ...body }, publicKey, signature });
}
