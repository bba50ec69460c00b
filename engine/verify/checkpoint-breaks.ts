import type { RunId } from '../base/ids.ts';
import { byRun, checkpointHash, headText, type Checkpoint, type CheckpointDocument, type RunHead } from '../trace/checkpoint.ts';
import type { CheckpointStore } from '../trace/checkpoint-store.ts';
import { merkleRoot } from '../trace/merkle.ts';
import { storedHash, storedSeq } from '../trace/stored-row.ts';
import type { OrgId } from '../base/ids.ts';
import type { StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** A checkpoint that somebody kept elsewhere; `name` is the file, for sentences. */
export interface KeptCheckpoint {
  readonly name: string;
  readonly document: CheckpointDocument;
}

/** What a run must hold to be the one that was signed. */
interface SignedHead {
  readonly seq: number;
  readonly hash: string;
  /** Which checkpoint, of when: for the sentence. */
  readonly signed: string;
}

export interface SignedHeads {
  readonly breaks: readonly Break[];
  readonly count: number;
  /** By run, in the order of `seq`. */
  readonly heads: ReadonlyMap<string, readonly SignedHead[]>;
}

export interface CheckpointSources {
  readonly orgId: OrgId;
  readonly store: CheckpointStore;
  readonly kept: readonly KeptCheckpoint[];
  /** Why its signature does not hold, to follow "because"; null when it does. */
  readonly signatureProblem: (checkpoint: Checkpoint) => string | null;
}

/**
 * Gathers what was signed: the checkpoints in the database (each signed, numbered without gaps, naming the one before) and those kept elsewhere
 * (each with its own signature, and the same as the database's of that number). The roots of the newest in the database and of every kept one
 * are computed anew from the heads that they covered.
 */
export async function signedHeads({ orgId, store, kept, signatureProblem }: CheckpointSources): Promise<SignedHeads> {
  const breaks: Break[] = [];
  const tell = (sentence: string): void => void breaks.push({ runId: null, seq: 0, what: 'checkpoint', sentence });
  const heads = new Map<string, SignedHead[]>();
  const expect = (list: readonly RunHead[], signed: string): void => {
    for (const [runId, seq, hash] of list) heads.set(runId, [...(heads.get(runId) ?? []), { seq, hash, signed }]);
  };

  const own = await store.all(orgId);
  for (const [index, checkpoint] of own.entries()) {
    const { number, previous } = checkpoint.body;
    const before = own[index - 1];
    const problem = signatureProblem(checkpoint);
    if (problem !== null) tell(`Checkpoint ${String(number)} is not what was signed, because ${problem}.`);
    if (number !== index + 1) tell(`Checkpoint ${String(index + 1)} is missing from the database.`);
    else if (previous !== (before === undefined ? null : checkpointHash(before.body)))
      tell(`Checkpoint ${String(number)} does not follow the one before it.`);
  }
  const newest = own.at(-1);
  if (newest !== undefined) {
    const covered = await store.headsAt(orgId, newest.body.number);
    if (rootOf(covered) !== newest.body.root) tell(`The runs noted with ${nameOf(newest)} are not those that were signed.`);
    expect(covered, nameOf(newest));
  }

  for (const { name, document } of kept) {
    const { number } = document.body;
    const problem = document.body.orgId === orgId ? signatureProblem(document) : `it is of the organisation ${document.body.orgId}`;
    if (problem !== null) {
      tell(`${name} is no checkpoint of this workspace, because ${problem}.`);
      continue;
    }
    const stored = own[number - 1];
    if (stored === undefined) tell(`Checkpoint ${String(number)} of ${name} is missing from the database.`);
    else if (checkpointHash(stored.body) !== checkpointHash(document.body))
      tell(`Checkpoint ${String(number)} in the database is another than that of ${name}.`);
    const signed = `${nameOf(document)} (${name})`;
    const covered = document.since === null ? document.heads : overlaid(await store.headsAt(orgId, number), document.heads);
    if (rootOf(covered) !== document.body.root)
      tell(
        document.since === null
          ? `The list of runs in ${name} was changed: it has not the root that was signed.`
          : `The runs noted in the database for ${signed} are not those that were signed.`,
      );
    expect(document.heads, signed);
  }
  return { breaks, count: own.length + kept.length, heads };
}

/** Where a run is not as it was signed: the first such place. */
export function signedBreak(runId: RunId, stored: StoredRun | null, signed: readonly SignedHead[]): Break | null {
  for (const { seq, hash, signed: checkpoint } of signed.toSorted((a, b) => a.seq - b.seq)) {
    const row = stored?.rows[seq - 1];
    if (row !== undefined && storedSeq(row) === seq && storedHash(row) === hash) continue;
    return { runId, seq, what: 'checkpoint', sentence: sentenceOf(stored, seq, row === undefined, checkpoint) };
  }
  return null;
}

function sentenceOf(stored: StoredRun | null, seq: number, isMissing: boolean, checkpoint: string): string {
  if (stored === null || stored.rows.length === 0) return `The run had ${String(seq)} rows at ${checkpoint}; it was removed as a whole.`;
  if (isMissing) return `The run had ${String(seq)} rows at ${checkpoint}; it has ${String(stored.rows.length)}: its end was cut off.`;
  return `Row ${String(seq)} was another at ${checkpoint}: the run was written anew, from that row or from an earlier one.`;
}

const rootOf = (heads: readonly RunHead[]): string => merkleRoot(heads.toSorted(byRun).map(headText));

function overlaid(under: readonly RunHead[], over: readonly RunHead[]): RunHead[] {
  const heads = new Map(under.map(head => [head[0], head]));
  for (const head of over) heads.set(head[0], head);
  return [...heads.values()];
}

const nameOf = ({ body }: Checkpoint): string => `checkpoint ${String(body.number)} of ${new Date(body.atUs / 1000).toISOString()}`;
