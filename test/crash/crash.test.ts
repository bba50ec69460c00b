import { expect, it } from 'vitest';
import { playRounds } from './play-rounds.ts';

it('processes killed at random moments lose no run and do nothing twice', async () => {
  const told: string[] = [];
  const report = await playRounds({ rounds: 4, runs: 25, seed: 7, tell: line => told.push(line) });

  expect(report.problems, told.join('\n')).toEqual([]);
  expect(report.kills).toBe(4);
  expect(report.runs).toBeGreaterThanOrEqual(25);
}, 120_000);
