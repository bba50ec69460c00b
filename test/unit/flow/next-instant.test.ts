import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronFault } from '../../../engine/flow/cron-fault.ts';
import { nextInstantUs } from '../../../engine/flow/next-instant.ts';

const us = (text: string): number => Date.parse(text) * 1000;

/** The next instants of a schedule in Paris, in UTC. */
function due(cron: string, after: string, count: number): string[] {
  const instants: string[] = [];
  for (let atUs = us(after); instants.length < count;) {
    const next = nextInstantUs({ cron, timezone: 'Europe/Paris' }, atUs);
    if (next === null) break;
    instants.push(new Date(next / 1000).toISOString().slice(0, 16));
    atUs = next;
  }
  return instants;
}

describe('The next instant of a schedule', () => {
  it('keeps the time of day of its zone in summer and in winter', () => {
    expect(due('0 9 * * 1', '2027-03-20T00:00Z', 2)).toEqual(['2027-03-22T08:00', '2027-03-29T07:00']);
    expect(due('0 9 * * 1', '2027-10-24T00:00Z', 2)).toEqual(['2027-10-25T07:00', '2027-11-01T08:00']);
  });

  it('is right after the gap for a time that the clocks leave out, and only once', () => {
    expect(due('30 2 * * *', '2027-03-27T00:00Z', 3)).toEqual(['2027-03-27T01:30', '2027-03-28T01:00', '2027-03-29T00:30']);
  });

  it('is the first of the two for a time that comes twice', () => {
    expect(due('30 2 * * *', '2027-10-30T00:00Z', 3)).toEqual(['2027-10-30T00:30', '2027-10-31T00:30', '2027-11-01T01:30']);
  });

  it('follows the hours that there are when it recurs', () => {
    expect(due('0 * * * *', '2027-03-27T23:30Z', 3)).toEqual(['2027-03-28T00:00', '2027-03-28T01:00', '2027-03-28T02:00']);
    expect(due('*/30 * * * *', '2027-10-31T00:00Z', 4)).toEqual([
      '2027-10-31T00:30',
      '2027-10-31T01:00',
      '2027-10-31T01:30',
      '2027-10-31T02:00',
    ]);
  });

  it('takes day of the month or day of the week, where both are given', () => {
    expect(due('0 9 13 * 5', '2027-03-06T00:00Z', 3)).toEqual(['2027-03-12T08:00', '2027-03-13T08:00', '2027-03-19T08:00']);
  });

  it('finds 29 February, and nothing for a day that no month has', () => {
    expect(due('0 9 29 2 *', '2027-03-01T00:00Z', 1)).toEqual(['2028-02-29T08:00']);
    expect(due('0 9 30 2 *', '2027-03-01T00:00Z', 1)).toEqual([]);
  });

  it('comes after the instant it is asked from, for every schedule that has no fault', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    const field = (min: number, max: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min, max }).map(String),
        fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
        fc.integer({ min: 1, max: max - min }).map(step => `*/${step}`),
        fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map(list => list.join(',')),
      );
    const schedule = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7)).map(parts => parts.join(' '));
    fc.assert(
      fc.property(
        schedule,
        fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'UTC'),
        number(2 ** 31),
        (cron, timezone, s) => {
          expect(cronFault(cron)).toBeNull();
          const next = nextInstantUs({ cron, timezone }, s * 1_000_000);
          if (next !== null) expect(next).toBeGreaterThan(s * 1_000_000);
        },
      ),
      { seed: 20270301, numRuns: 200 },
    );
  });
});
