import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunFilter } from '../../../../engine/trace/run-filter.ts';
import { RUN_STATUSES } from '../../../../engine/trace/run.ts';
import { dayStartUs, filterOf, queryText, readQuery } from '../../../../renderer/panels/all-runs/run-query.ts';
import { runLink } from '../../../../renderer/panels/all-runs/run-link.ts';
import { RunId } from '../../../../engine/base/ids.ts';

const DAY = 86_400_000_000;

describe('The address of a list of runs', () => {
  it('says each filter by its name, and reads back what it says', () => {
    const text =
      'flow/pricing/version/2/state/failed,halted/packet/1a2b3c4d/from/2027-03-01/to/2027-03-02/least/0.1/most/5/answered/reject/drafts/30';

    expect(queryText(readQuery(text))).toBe(text);
    expect(queryText({})).toBe('');
    expect(readQuery('')).toEqual({});
  });

  it('reads back every query that a person can make', () => {
    const query = fc.record(
      {
        version: fc.oneof(fc.constant('draft'), fc.integer({ min: 1, max: 999 }).map(String)),
        state: fc.subarray([...RUN_STATUSES], { minLength: 1 }),
        packet: fc.stringMatching(/^[0-9a-f]{8}$/),
        from: fc.constant('2027-03-01'),
        least: fc.integer({ min: 0, max: 1000 }),
        answered: fc.stringMatching(/^[a-z][a-z_]{0,10}$/),
        drafts: fc.constantFrom(7, 30, 90),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(query, one => {
        expect(readQuery(queryText(one))).toEqual(one);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('passes over what means nothing, and asks the engine for nothing that it refuses', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom('flow', 'version', 'state', 'packet', 'from', 'to', 'least', 'drafts', 'answered'), fc.string()),
          { maxLength: 12 },
        ),
        parts => {
          expect(RunFilter.safeParse(filterOf(readQuery(parts.join('/')), DAY, dayStartUs)).success).toBe(true);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
    expect(readQuery('state/asleep/version/0/packet/xyz/from/tomorrow/least/-1/flow/../x')).toEqual({});
  });

  it('takes the whole of the last day, and dollars as the engine counts them', () => {
    const day = (text: string, after: number) => (text === '2027-03-01' ? (10 + after) * DAY : null);

    expect(filterOf({ from: '2027-03-01', to: '2027-03-01', least: 0.25, version: 'draft', drafts: 7 }, 30 * DAY, day)).toEqual({
      sinceUs: 10 * DAY,
      untilUs: 11 * DAY,
      leastMicroUsd: 250_000,
      versionNo: null,
      draftsSinceUs: 23 * DAY,
    });
    expect(dayStartUs('2027-02-30', 0)).toBeNull();
  });

  it('gives a run a link of its own in the desktop program, and the address of the window elsewhere', () => {
    const runId = RunId.parse('run_01A');

    expect(runLink(runId, 'app://atelier/index.html#/flow/x')).toBe('atelier://run/run_01A');
    expect(runLink(runId, 'http://127.0.0.1:4455/#/flow/x')).toBe('http://127.0.0.1:4455/#/run/run_01A');
  });
});
