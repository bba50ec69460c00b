import { FAULT_FAMILIES, type FaultFamily } from './faults.ts';
import { playSeed, type PlayOptions, type SeedReport } from './play-seed.ts';

export interface Shrunk {
  readonly report: SeedReport;
  readonly without: ReadonlySet<FaultFamily>;
  readonly runs: number | undefined;
}

/** The same seed with as few kinds of faults and as few runs as still fail: some ten plays, a second or two. */
export async function shrinkSeed(options: PlayOptions, failed: SeedReport): Promise<Shrunk> {
  let shrunk: Shrunk = { report: failed, without: new Set(options.without), runs: options.runs };
  const attempt = async (without: ReadonlySet<FaultFamily>, runs: number | undefined): Promise<void> => {
    const report = await playSeed({ ...options, without, runs });
    if (report.problem !== null) shrunk = { report, without, runs };
  };
  for (const family of FAULT_FAMILIES) if (!shrunk.without.has(family)) await attempt(new Set([...shrunk.without, family]), shrunk.runs);
  for (const runs of [1, 2]) if (shrunk.runs === undefined) await attempt(shrunk.without, runs);
  return shrunk;
}

/** One command that plays exactly this again. */
export const commandFor = ({ report, without, runs }: Shrunk): string =>
  [
    `npm run simulate -- --seed ${String(report.seed)}`,
    ...(without.size === 0 ? [] : [`--without ${[...without].join(',')}`]),
    ...(runs === undefined ? [] : [`--runs ${String(runs)}`]),
  ].join(' ');

/** What a person needs to find the fault: the flow, what happened in order, the first difference, and how to see it again. */
export const failureText = (shrunk: Shrunk): string =>
  [
    `Seed ${String(shrunk.report.seed)} fails.`,
    'The flow:',
    shrunk.report.flow,
    'What happened:',
    ...shrunk.report.story.map(line => `  ${line}`),
    'The first difference:',
    `  ${String(shrunk.report.problem)}`,
    'To see it again:',
    `  ${commandFor(shrunk)}`,
  ].join('\n');
