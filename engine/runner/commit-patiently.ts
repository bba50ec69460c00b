import { commitBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { StorageError } from './run-store.ts';
import type { Announce, RunnerNeeds } from './runner-needs.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Commits a boundary of a run that is being driven. Where the disk refuses (full, read-only, failing), the run stays where its last commit
 * left it and whoever follows it hears why; then the very same boundary is written again after a pause, a second at first and half a
 * minute at most. So what a step gave, a paid answer above all, is kept until there is room, and nothing is done twice. A run that is
 * stopped meanwhile, or an engine that closes, gives up with the disk's own `StorageError`; the next start goes on from the last commit.
 */
export async function commitPatiently(active: ActiveRun, boundary: Boundary, needs: RunnerNeeds, announce: Announce): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      await commitBoundary(active, boundary, needs, announce);
      active.troubled(null);
      return;
    } catch (fault) {
      if (!(fault instanceof StorageError) || active.stop.signal.aborted) throw fault;
      active.troubled(fault);
      await needs.clock.sleepUntil(needs.clock.nowUs() + pauseMs * 1000, active.stop.signal);
      if (wasStopped(active)) throw fault;
    }
  }
}

const wasStopped = ({ stop }: ActiveRun): boolean => stop.signal.aborted;
