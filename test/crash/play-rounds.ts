import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openRng, type Rng } from '../simulate/rng.ts';
import { checkAftermath, type Aftermath } from './check-aftermath.ts';
import { makeCrashWorkspace } from './crash-workspace.ts';
import { openPeer, type Peer } from './peer.ts';

export interface RoundsOptions {
  /** Kills. */
  readonly rounds: number;
  /** Runs in flight; when a batch has ended before the last kill, the next one begins. */
  readonly runs: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export interface RoundsReport extends Aftermath {
  readonly kills: number;
  /** Kept when something is wrong. */
  readonly folder: string | null;
}

/** Kills a real process again and again while its runs progress, lets the last life finish, and looks at what is left. */
export async function playRounds({ rounds, runs, seed, tell }: RoundsOptions): Promise<RoundsReport> {
  const rng = openRng(`crash ${String(seed)}`);
  const folder = mkdtempSync(join(tmpdir(), 'atelier-crash-'));
  const peer = await openPeer();
  makeCrashWorkspace(folder, peer.url);
  const said: string[] = [];
  let batch = 1;
  let kills = 0;
  try {
    while (kills < rounds) {
      const startedMs = performance.now();
      const lived = await oneLife([folder, peer.url, String(batch), String(runs)], said, {
        peer,
        rng,
        mostCalls: Math.ceil((2 * CALLS_A_RUN * runs) / rounds),
      });
      if (lived === 'over') batch += 1;
      else kills += 1;
      const ms = String(Math.round(performance.now() - startedMs));
      tell(`round ${String(kills)}: ${lived} after ${ms} ms, batch ${String(batch)}, ${String(peer.calls.length)} calls so far`);
    }
    const last = await oneLife([folder, peer.url, String(batch), String(runs)], said, null);
    const expectedRuns = batch * runs;
    const aftermath = await checkAftermath({ folder, peerUrl: peer.url, expectedRuns, said, calls: peer.calls });
    const problems =
      last === 'over' ? aftermath.problems : [`the last life, which nobody killed, ended with ${last}`, ...aftermath.problems];
    if (problems.length === 0) rmSync(folder, { recursive: true });
    return { ...aftermath, problems, kills, folder: problems.length === 0 ? null : folder };
  } finally {
    await peer.close();
  }
}

/** Model, reservation, bill. */
const CALLS_A_RUN = 3;

/** `over` when every run of the batch ended, `killed`, or how else the process went. With `kill` it is killed at a random moment after it opened. */
async function oneLife(
  words: readonly string[],
  said: string[],
  kill: { readonly peer: Peer; readonly rng: Rng; readonly mostCalls: number } | null,
): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 120_000,
    killSignal: 'SIGABRT',
  });
  const life: { isOver: boolean; timer: NodeJS.Timeout | undefined } = { isOver: false, timer: undefined };
  const lines = createInterface({ input: child.stdout });
  lines.on('line', line => {
    said.push(line);
    life.isOver ||= line === 'over';
    if (line !== 'open' || kill === null) return;
    const { peer, rng, mostCalls } = kill;
    // By what the process has done and not by the clock, so that a slow machine sees the same; now and then while it still takes up the runs of earlier lives.
    const calls = rng.chance(0.2) ? 0 : rng.int(mostCalls + 1);
    const delayMs = rng.int(40);
    void peer.after(calls).then(() => {
      life.timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
  });
  const [[code, signal]] = (await Promise.all([once(child, 'exit'), once(lines, 'close')])) as [[number | null, string | null], unknown]; // true: the documented arguments of exit
  clearTimeout(life.timer);
  if (life.isOver) return 'over';
  return signal === 'SIGKILL' ? 'killed' : `exit code ${String(code)} and signal ${String(signal)}`;
}
