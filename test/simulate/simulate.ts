/**
 * Deterministic simulation of the engine: random flows, packets, schedules and faults from a seed, on the real runner and the real SQLite
 * store, with time, chance, models and products of its own; an independent interpreter (`oracle.ts`) says what each run must come to.
 *
 *   npm run simulate -- --seeds 200            seeds 1 to 200
 *   npm run simulate -- --seeds 5000 --from 1000
 *   npm run simulate -- --seed 17              exactly this one, with its story
 *
 * How to read a failure: first the flow, then what happened (each life of the process with the fault that waits in it, then who did what,
 * in order), then the first difference, then the command that plays just that again, shrunk to the kinds of faults that matter.
 * “the engine tells …, the oracle …”: a run went another way than flow, packet and outcomes say. “after a commit: …”: the trace that
 * another reader finds on disk does not fold to what the tables say. The other sentences are invariants (`invariants.ts`). A crash is
 * told in `life.ts`: it drops all the process held and leaves the files; SQLite is never cut within a transaction here, that is for
 * `npm run crash`. Files lie in memory (/dev/shm) where the system has that: `synchronous=FULL` stays on.
 */
import { parseArgs } from 'node:util';
import { FAULT_FAMILIES, type FaultFamily } from './faults.ts';
import { playSeed, type SeedReport } from './play-seed.ts';
import { failureText, shrinkSeed } from './shrink-seed.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    without: { type: 'string', default: '' },
  },
});
process.exitCode = await simulate();

async function simulate(): Promise<number> {
  const without = new Set(values.without.split(',').filter(isFamily));
  const unknown = values.without.split(',').filter(name => name !== '' && !isFamily(name));
  const one = values.seed === undefined ? null : wholeNumber(values.seed);
  const [from, count] = one === null ? [wholeNumber(values.from), wholeNumber(values.seeds)] : [one, 1];
  const runs = values.runs === undefined ? undefined : wholeNumber(values.runs);
  if (unknown.length > 0 || Number.isNaN(from + count + (runs ?? 1))) {
    process.stderr.write(
      `Seeds and runs are whole numbers from 1; faults that can be left out are ${FAULT_FAMILIES.join(', ')}.\nFor example: npm run simulate -- --seeds 200 --without crashes\n`,
    );
    return 2;
  }
  const startedMs = performance.now();
  const total = { runs: 0, rows: 0, commits: 0, lives: 0 };
  for (let seed = from; seed < from + count; seed++) {
    const options = { seed, without, runs };
    const report = await playSeed(options);
    if (report.problem !== null) {
      process.stdout.write(`${failureText(await shrinkSeed(options, report))}\n`);
      return 1;
    }
    for (const key of ['runs', 'rows', 'commits', 'lives'] as const) total[key] += report[key];
    if (one !== null) process.stdout.write(`${storyText(report)}\n`);
    else if ((seed - from + 1) % 50 === 0) process.stdout.write(`${String(seed - from + 1)} seeds held\n`);
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(
    `${String(count)} seeds held: ${String(total.runs)} runs, ${String(total.rows)} rows, ${String(total.commits)} commits each checked by another reader, ${String(total.lives)} lives of the process, in ${seconds} s\n`,
  );
  return 0;
}

function storyText({ flow, story, hash }: SeedReport): string {
  return `${flow}\n${story.join('\n')}\nTrace: ${hash}`;
}

function isFamily(name: string): name is FaultFamily {
  return FAULT_FAMILIES.some(family => family === name);
}

function wholeNumber(text: string): number {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN;
}
