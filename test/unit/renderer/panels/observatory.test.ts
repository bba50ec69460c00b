import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../../engine/questions/observatory.ts';
import { cellWords, columnTitle, isFigures, tableCsv } from '../../../../renderer/panels/observatory/cell-words.ts';
import { barsOf, groupName, MEASURES } from '../../../../renderer/panels/observatory/figure-measures.ts';
import { sqlCompletions } from '../../../../renderer/panels/observatory/sql-completions.ts';

const NOTHING: Figures = {
  ...{ day: null, flowId: null, versionNo: null, skill: null, stages: 0, hits: 0, failures: 0, costMicroUsd: 0, avoidedMicroUsd: 0 },
  ...{ inputTokens: 0, outputTokens: 0, claims: 0, contested: 0 },
};
const measure = (id: string) => MEASURES.find(each => each.id === id) ?? MEASURES[0] ?? fault();
function fault(): never {
  throw new Error('There are measures.');
}
const asIs = { flow: (flowId: string) => flowId, skill: (skill: string) => skill };

describe('charts', () => {
  it('draw every day between the first and the last, also those on which nothing ran', () => {
    const days = [
      { ...NOTHING, day: '2026-11-21', stages: 2, costMicroUsd: 4_000_000 },
      { ...NOTHING, day: '2026-11-18', stages: 1, costMicroUsd: 1_000_000 },
    ];
    expect(barsOf(measure('cost'), 'day', days, asIs).map(({ name, words, length }) => [name, words, length])).toEqual([
      ['18 Nov', '$1.00', 0.25],
      ['19 Nov', 'nothing ran', null],
      ['20 Nov', 'nothing ran', null],
      ['21 Nov', '$4.00', 1],
    ]);
  });

  it('draw the longest first, and tell a share of nothing from a share of none', () => {
    const skills = [
      { ...NOTHING, skill: 'quiet', stages: 3 },
      { ...NOTHING, skill: 'terra.ground', stages: 3, claims: 8, contested: 2 },
    ];
    expect(barsOf(measure('contested'), 'skill', skills, asIs).map(({ name, words }) => `${name} ${words}`)).toEqual([
      'terra.ground 25 %',
      'quiet nothing to measure',
    ]);
    expect(barsOf(measure('hits'), 'skill', skills, asIs).map(({ words, length }) => [words, length])).toEqual([
      ['0 %', 0],
      ['0 %', 0],
    ]);
    expect(barsOf(measure('cost'), 'skill', [], asIs)).toEqual([]);
  });

  it('name a version by its flow, and what has no number a draft', () => {
    const onboarding = { ...NOTHING, flowId: 'onboarding' as never };
    expect(groupName('version', onboarding, { ...asIs, flow: () => 'Onboarding' })).toBe('Onboarding, draft');
    expect(groupName('version', { ...onboarding, versionNo: 3 }, { ...asIs, flow: () => 'Onboarding' })).toBe('Onboarding, version 3');
  });
});

describe('cells of an answer', () => {
  it.each([
    ['at_us', 100_000_000_000, 'just now'],
    ['cost_micro_usd', 40_000, '$0.04'],
    ['latency_us', 12_000, '12 ms'],
    ['stages', 1204, '1,204'],
    ['kind', 'run.failed', 'run.failed'],
    ['skill', null, ''],
  ])('say %s %s as %s', (column, cell, words) => {
    expect(cellWords(column, cell, 100_000_000_000)).toBe(words);
  });

  it('stand to the right where all are figures', () => {
    expect(
      isFigures(
        [
          [1, 'a'],
          [null, 'b'],
        ],
        0,
      ),
    ).toBe(true);
    expect(
      isFigures(
        [
          [1, 'a'],
          [null, 'b'],
        ],
        1,
      ),
    ).toBe(false);
    expect(isFigures([], 0)).toBe(false);
  });

  it('leave as CSV as the database has them, and no text as a formula', () => {
    expect(
      tableCsv(
        ['skill', 'at_us'],
        [
          ['a "b", c', 12],
          ['=1+1', null],
        ],
      ),
    ).toBe('skill,at_us\r\n"a ""b"", c",12\r\n\'=1+1,\r\n');
  });

  it('have their column named in words', () => {
    expect(['at_us', 'cost_micro_usd', 'run_id', 'version_no', 'human_outcome'].map(columnTitle)).toEqual([
      'When',
      'Cost',
      'Run',
      'Version',
      'Human outcome',
    ]);
  });
});

describe('what may come next in a SELECT', () => {
  const TABLES = [
    { name: 'atelier_runs', columns: [{ name: 'flow_name', type: 'TEXT' }] },
    {
      name: 'atelier_ledger',
      columns: [
        { name: 'skill', type: 'TEXT' },
        { name: 'cache', type: 'TEXT' },
      ],
    },
  ];
  const offered = (text: string) => sqlCompletions(text, text.length, TABLES).map(({ label }) => label);

  it('is a table, or a word', () => {
    expect(offered('SELECT * FROM ')).toEqual(expect.arrayContaining(['atelier_runs', 'atelier_ledger', 'WHERE']));
    expect(offered('SELECT * FROM ')).not.toContain('skill');
  });

  it('is a column of the tables that are named, the first of all', () => {
    expect(offered('SELECT count(*) FROM atelier_ledger WHERE ').slice(0, 2)).toEqual(['skill', 'cache']);
  });

  it('is a column of the one table before the point, by its name or by what it is called', () => {
    expect(offered('SELECT * FROM atelier_ledger AS l JOIN atelier_runs r ON l.')).toEqual(['skill', 'cache']);
    expect(offered('SELECT * FROM atelier_ledger AS l JOIN atelier_runs r ON r.fl')).toEqual(['flow_name']);
    expect(offered('SELECT atelier_runs.')).toEqual(['flow_name']);
  });
});
