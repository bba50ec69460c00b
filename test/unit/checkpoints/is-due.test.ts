import { describe, expect, it } from 'vitest';
import { isDue } from '../../../engine/checkpoints/checkpoints.ts';

const HOUR_US = 3_600_000_000;

describe('A checkpoint is due', () => {
  it.each([
    ['after 1,000 runs in a young workspace', 50, 1000, HOUR_US, true],
    ['not after 999', 50, 999, HOUR_US, false],
    ['after a tenth of all runs in an old one', 100_000, 10_000, HOUR_US, true],
    ['not after 1,000 there', 100_000, 1000, HOUR_US, false],
    ['after a day with a run', 100_000, 1, 24 * HOUR_US, true],
    ['not after a year without one', 100_000, 0, 9000 * HOUR_US, false],
  ])('%s', (_name, covered, runs, sinceUs, expected) => {
    expect(isDue(covered, runs, sinceUs)).toBe(expected);
  });
});
