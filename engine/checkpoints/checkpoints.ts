import { ok, refused, type Result } from '../base/result.ts';
import type { Checkpoint, CheckpointDocument } from '../trace/checkpoint.ts';
import type { SigningKey } from './signing-key.ts';
import { takeCheckpoint, type CheckpointNeeds } from './take-checkpoint.ts';

/** Signed pictures of all runs, by which it shows when the end of a trace, or a whole run, was taken away. Errors are sentences. */
export interface Checkpoints {
  /** Signs all runs as they stand when anything changed since the newest checkpoint, and keeps its file. Gives the newest; null where no run was ever made. */
  take(): Promise<Result<Checkpoint | null, string>>;
  /** Takes one when it is time: see `isDue`. */
  takeWhenDue(): Promise<Result<null, string>>;
  /** The newest with the heads of all its runs, to be carried away; null when there is none. */
  newest(): Promise<CheckpointDocument | null>;
  /** Resolves when none is being taken: a store may be closed then. */
  settled(): Promise<void>;
}

export interface CheckpointsNeeds extends Omit<CheckpointNeeds, 'key'> {
  /** Asked for at the first checkpoint, so that a workspace only read has no key made. */
  readonly key: () => Result<SigningKey, string>;
  /** Keeps a file of this name. Rejects with an Error when the disk refuses. */
  readonly keepFile: (name: string, text: string) => Promise<void>;
}

const RUNS_BETWEEN = 1000;
const LONGEST_BETWEEN_US = 24 * 3600 * 1_000_000;

/** As many new runs as a tenth of those covered, 1,000 at least: so checkpoints cost each run the same, however many there are. */
const runsUntilDue = (covered: number): number => Math.max(RUNS_BETWEEN, Math.floor(covered / 10));

/** True when enough runs were made since the newest checkpoint, or when 24 hours went by and at least one was. */
export const isDue = (covered: number, runsSince: number, sinceUs: number): boolean =>
  runsSince >= runsUntilDue(covered) || (runsSince > 0 && sinceUs >= LONGEST_BETWEEN_US);

export function openCheckpoints(needs: CheckpointsNeeds): Checkpoints {
  const { orgId, store, clock } = needs;
  // One at a time: two would give the same number twice.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Result<Value, string>>): Promise<Result<Value, string>> => {
    const next = last.then(work).catch((fault: unknown) => {
      if (fault instanceof Error && ('code' in fault || fault.name === 'StorageError'))
        return refused(`No checkpoint was taken: ${fault.message}`);
      throw fault;
    });
    last = next.catch(() => undefined);
    return next;
  };

  const take = async (): Promise<Result<Checkpoint | null, string>> => {
    const key = needs.key();
    if (!key.ok) return key;
    const taken = await takeCheckpoint({ ...needs, key: key.value });
    if (taken === null) return ok(await store.latest(orgId));
    await needs.keepFile(checkpointFileName(taken), `${checkpointText(taken)}\n`);
    return ok({ body: taken.body, publicKey: taken.publicKey, signature: taken.signature });
  };

  const takeIfDue = async (): Promise<Result<null, string>> => {
    const latest = await store.latest(orgId);
    const covered = latest?.body.runCount ?? 0;
    const fromUs = latest?.body.atUs ?? 0;
    const runs = await store.runsSince(orgId, fromUs, runsUntilDue(covered));
    if (!isDue(covered, runs, latest === null ? 0 : clock.nowUs() - fromUs)) return ok(null);
    const taken = await take();
    return taken.ok ? ok(null) : taken;
  };

  return {
    take: () => inTurn(take),
    takeWhenDue: () => inTurn(takeIfDue),
    settled: async () => {
      await last;
    },
    async newest() {
      const latest = await store.latest(orgId);
      return latest === null ? null : { ...latest, since: null, heads: [...(await store.headsAt(orgId, latest.body.number))] };
    },
  };
}

/** Sorts by time; the number tells apart what was taken in one second. */
export function checkpointFileName({ body }: Checkpoint): string {
  const at = new Date(body.atUs / 1000).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${at}Z-${String(body.number).padStart(6, '0')}.json`;
}

/** A head a line, so that the file can be read and compared by people. */
export function checkpointText({ heads, ...rest }: CheckpointDocument): string {
  const head = JSON.stringify(rest, null, 2).replace(/\n\}$/, '');
  return `${head},\n  "heads": [${heads.map(each => `\n    ${JSON.stringify(each)}`).join(',')}\n  ]\n}`;
}
