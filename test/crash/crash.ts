/**
 * Real processes killed with SIGKILL at random moments while hundreds of runs of all five kinds progress, on a real disk, against a real
 * server for models and products that keeps its own books.
 *
 *   npm run crash -- --rounds 50 --runs 200
 *
 * How to read a failure: each sentence names the run and what does not hold; the workspace is kept in the folder that is named, for
 * `npx atelier trace RUN --workspace FOLDER` and `npx atelier verify --workspace FOLDER`. The moments of the kills come from `--seed`, but
 * a real machine never plays the same twice: a fault found here is best hunted down with `npm run simulate`.
 */
import { parseArgs } from 'node:util';
import { playRounds } from './play-rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const [rounds, runs, seed] = [Number(values.rounds), Number(values.runs), Number(values.seed)];
if (![rounds, runs, seed].every(number => Number.isSafeInteger(number) && number > 0)) {
  process.stderr.write('Rounds, runs and seed are whole numbers from 1. For example: npm run crash -- --rounds 50 --runs 200\n');
  process.exit(2);
}
const startedMs = performance.now();
const report = await playRounds({ rounds, runs, seed, tell: line => void process.stdout.write(`${line}\n`) });
const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
process.stdout.write(
  `${String(report.kills)} kills, ${String(report.runs)} runs, ${String(report.rows)} rows in ${seconds} s; ${String(report.asked)} calls whose end a person told, ${String(report.poisoned)} runs given up after too many deaths in a row\n`,
);
for (const problem of report.problems.slice(0, 20)) process.stdout.write(`  ${problem}\n`);
process.stdout.write(
  report.problems.length === 0
    ? 'Nothing was lost, nothing was done twice, all chains verify.\n'
    : `${String(report.problems.length)} things are wrong. The workspace is kept: ${String(report.folder)}\n`,
);
process.exitCode = report.problems.length === 0 ? 0 : 1;
