import type { Hash } from '../base/hash.ts';
import type { RunId } from '../base/ids.ts';
import type { CacheEntry } from './stage-cache.ts';

/** How asking a stage ended for those who waited: answered and kept, failed, or left by its run (stopped, or never committed). */
export type AskEnd = { readonly kind: 'kept'; readonly entry: CacheEntry } | { readonly kind: 'failed' } | { readonly kind: 'left' };

/**
 * Stages that runs of this process ask at this moment, so that two runs side by side put one question once. The first run that finds no
 * answer asks; the others wait until its answer is committed, and are served that. An answer is told only after the commit: what others
 * were served is on disk. After a failure each tries by itself; after an asker that was stopped one of the others asks.
 *
 * Nobody waits in a circle: a run asks one stage at a time, and one that holds an answer not yet committed never waits for another's.
 */
export interface StagesInFlight {
  /** Null when nobody asks it: the caller does, from now on until it is kept, failed or left. Else how the other's asking ends. */
  ask(runId: RunId, stageKey: Hash): Promise<AskEnd> | null;
  /** Its answer is committed. */
  kept(entry: CacheEntry): void;
  failed(runId: RunId, stageKey: Hash): void;
  /** Gives up whatever the run asks and has not committed. */
  left(runId: RunId): void;
}

interface Asking {
  readonly runId: RunId;
  readonly end: (how: AskEnd) => void;
  readonly ended: Promise<AskEnd>;
}

/** Of one org: keys differ between orgs anyhow. */
export function openStagesInFlight(): StagesInFlight {
  const askings = new Map<Hash, Asking>();
  const end = (stageKey: Hash, how: AskEnd): void => {
    const asking = askings.get(stageKey);
    askings.delete(stageKey);
    asking?.end(how);
  };
  const keysOf = (runId: RunId): Hash[] => [...askings].filter(([, asking]) => asking.runId === runId).map(([stageKey]) => stageKey);
  return {
    ask(runId, stageKey) {
      const asking = askings.get(stageKey);
      if (asking !== undefined) return asking.runId === runId || keysOf(runId).length > 0 ? null : asking.ended;
      const { promise, resolve } = Promise.withResolvers<AskEnd>();
      askings.set(stageKey, { runId, end: resolve, ended: promise });
      return null;
    },
    kept: entry => end(entry.stageKey, { kind: 'kept', entry }),
    failed(runId, stageKey) {
      if (askings.get(stageKey)?.runId === runId) end(stageKey, { kind: 'failed' });
    },
    left(runId) {
      for (const stageKey of keysOf(runId)) end(stageKey, { kind: 'left' });
    },
  };
}
