import type { HostChild, HostProblem } from './host-child.ts';

export interface HostKeeperNeeds {
  /** Starts the process; `onCrash` is called when it ends by itself after it had opened the workspace. */
  start(folder: string, onCrash: () => void): HostChild;
  /** The folder to try next, or null to give up. */
  askAfterProblem(problem: HostProblem, folder: string): Promise<string | null>;
  /** True to start once more although it keeps ending. */
  askAfterCrashes(): Promise<boolean>;
  /** The workspace is open again after a crash; every window must connect anew. */
  onRestarted(): void;
  /** The person gave up. */
  onGivenUp(): void;
  nowMs(): number;
}

/** Keeps one host process on one workspace, and starts it again when it ends by itself; asks before it does so a fourth time within a minute. */
export interface HostKeeper {
  /** The process with the workspace open; null while there is none. */
  readonly current: () => HostChild | null;
  /** Leaves the workspace there is and opens another, asking while that cannot be done. The folder in the end, or null when the person gave up. */
  open(folder: string): Promise<string | null>;
  close(): Promise<void>;
}

const CRASHES_TO_ASK = 3;
const CRASHES_WITHIN_MS = 60_000;

export function keepHost(needs: HostKeeperNeeds): HostKeeper {
  let current: HostChild | null = null;
  let crashesAtMs: number[] = [];

  async function open(firstFolder: string): Promise<string | null> {
    await close();
    let folder = firstFolder;
    for (;;) {
      const opening = folder;
      const child = needs.start(folder, () => void restart(opening));
      const opened = await child.opened;
      if (opened.ok) {
        current = child;
        return folder;
      }
      await child.close();
      const next = await needs.askAfterProblem(opened.error, folder);
      if (next === null) return null;
      folder = next;
    }
  }

  async function restart(folder: string): Promise<void> {
    current = null;
    const nowMs = needs.nowMs();
    crashesAtMs = [...crashesAtMs.filter(atMs => nowMs - atMs < CRASHES_WITHIN_MS), nowMs];
    if (crashesAtMs.length > CRASHES_TO_ASK && !(await needs.askAfterCrashes())) {
      needs.onGivenUp();
      return;
    }
    if ((await open(folder)) === null) needs.onGivenUp();
    else needs.onRestarted();
  }

  async function close(): Promise<void> {
    const child = current;
    current = null;
    await child?.close();
  }

  return { current: () => current, open, close };
}
