import { expect } from 'vitest';
import { playSeed } from './play-seed.ts';
import { failureText, shrinkSeed } from './shrink-seed.ts';

/** Plays the seeds from `first` to `last` and fails with the smallest world that shows what went wrong. */
export async function expectSeedsHold(first: number, last: number): Promise<void> {
  for (let seed = first; seed <= last; seed++) {
    const report = await playSeed({ seed });
    if (report.problem !== null) expect.fail(failureText(await shrinkSeed({ seed }, report)));
  }
}
