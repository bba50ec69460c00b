import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../../../renderer/ui/format-bytes.ts';
import { countOf, formatCount } from '../../../../renderer/ui/format-count.ts';
import { formatDate, formatInstant, runOf } from '../../../../renderer/ui/format-date.ts';
import { formatDuration } from '../../../../renderer/ui/format-duration.ts';
import { formatMoney } from '../../../../renderer/ui/format-money.ts';

const at = (iso: string): number => Date.parse(iso) * 1000;
const paris = (now: string) => ({ nowUs: at(now), timeZone: 'Europe/Paris' });

describe('what a person reads', () => {
  it.each([
    [0, '0 ms'],
    [400, 'under 1 ms'],
    [12_000, '12 ms'],
    [999_600, '1.0 s'],
    [3_420_000, '3.4 s'],
    [42_000_000, '42 s'],
    [59_700_000, '1 min'],
    [130_000_000, '2 min 10 s'],
    [3_900_000_000, '1 h 5 min'],
    [187_200_000_000, '2 d 4 h'],
    [null, '–'],
    [Number.NaN, '–'],
    [-5, '–'],
  ])('says %s µs as “%s”', (us, said) => expect(formatDuration(us)).toBe(said));

  it.each([
    [0, '$0.00'],
    [1, 'under $0.01'],
    [9_999, 'under $0.01'],
    [40_000, '$0.04'],
    [1_204_500_000, '$1,204.50'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('says %s millionths of a dollar as “%s”', (micro, said) => expect(formatMoney(micro)).toBe(said));

  it.each([
    [412, '412 B'],
    [12_400, '12 KB'],
    [3_565_158, '3.4 MB'],
    [20 * 1024 * 1024, '20 MB'],
    [null, '–'],
  ])('says %s bytes as “%s”', (bytes, said) => expect(formatBytes(bytes)).toBe(said));

  it('says dates the nearer the shorter', () => {
    const now = paris('2026-11-20T15:00:00Z');
    expect(formatDate(at('2026-11-20T14:59:30Z'), now)).toBe('just now');
    expect(formatDate(at('2026-11-20T15:00:02Z'), now)).toBe('just now');
    expect(formatDate(at('2026-11-20T14:56:00Z'), now)).toBe('4 min ago');
    expect(formatDate(at('2026-11-20T10:02:00Z'), now)).toBe('today 11:02');
    expect(formatDate(at('2026-11-19T13:02:00Z'), now)).toBe('yesterday 14:02');
    expect(formatDate(at('2026-11-17T13:02:00Z'), now)).toBe('Tuesday 14:02');
    expect(formatDate(at('2026-11-03T13:02:00Z'), now)).toBe('3 Nov 14:02');
    expect(formatDate(at('2025-11-03T13:02:00Z'), now)).toBe('3 Nov 2025');
    expect(formatInstant(at('2026-11-03T13:02:11Z'), now)).toMatch(/^Tuesday,? 3 November 2026 at 14:02:11$/);
  });

  it('counts days by the calendar and not by 24 hours', () => {
    expect(formatDate(at('2026-11-19T22:30:00Z'), paris('2026-11-20T00:30:00Z'))).toBe('yesterday 23:30');
  });

  it('names a run by when it was', () => {
    expect(runOf(at('2026-11-20T10:02:00Z'), paris('2026-11-20T15:00:00Z'))).toBe('the run of 11:02');
    expect(runOf(at('2026-11-19T10:02:00Z'), paris('2026-11-20T15:00:00Z'))).toBe('yesterday’s run');
  });

  it('counts with the right noun', () => {
    expect([countOf(1, 'slice'), countOf(2, 'slice'), countOf(0, 'entry', 'entries'), formatCount(12_345)]).toEqual([
      '1 slice',
      '2 slices',
      '0 entries',
      '12,345',
    ]);
  });

  it('never shows NaN, null or undefined, whatever number comes', () => {
    fc.assert(
      fc.property(fc.double(), number => {
        const shown = [
          formatDuration(number),
          formatMoney(number),
          formatBytes(number),
          formatCount(number),
          formatDate(number, { nowUs: 0 }),
        ];
        expect(shown.join(' ')).not.toMatch(/NaN|null|undefined|Infinity|Invalid/);
      }),
    );
  });
});
