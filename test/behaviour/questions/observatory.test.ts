import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlowId } from '../../../engine/base/ids.ts';
import type { RowSearch } from '../../../engine/questions/observatory.ts';
import { BRIEF, CALL, INTAKE, LETTER, openTwoFlows, runOf } from '../memory/two-flows.ts';

const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
const NEWEST: RowSearch = { of: 'trace', words: '', before: null, limit: 100 };

describe('the Observatory', () => {
  let opened: Awaited<ReturnType<typeof openTwoFlows>>;
  const observatory = () => opened.workspace.observatory;
  const column = (found: { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }, name: string) =>
    found.rows.map(row => row[found.columns.indexOf(name)]);
  async function found(search: Partial<RowSearch>) {
    const answer = await observatory().search({ ...NEWEST, ...search });
    if (!answer.ok) throw new Error(answer.error.sentence);
    return answer.value;
  }

  beforeAll(async () => {
    opened = await openTwoFlows();
    await runOf(opened.workspace, INTAKE, { call: CALL, client: 'Maya' });
    await runOf(opened.workspace, LETTER, { brief: BRIEF, client: 'Maya' });
    await runOf(opened.workspace, LETTER, { brief: BRIEF, client: 'Maya' });
  });
  afterAll(() => opened.leave());

  it.each([
    [
      'flow',
      [
        { flowId: 'letter', stages: 2, hits: 1 },
        { flowId: 'intake', stages: 1, hits: 0 },
      ],
    ],
    [
      'version',
      [
        { flowId: 'letter', versionNo: null, stages: 2 },
        { flowId: 'intake', stages: 1 },
      ],
    ],
    [
      'skill',
      [
        { skill: 'draft_greeting', stages: 2, failures: 0 },
        { skill: 'note_preference', stages: 1 },
      ],
    ],
    ['day', [{ day: new Date().toISOString().slice(0, 10), stages: 3, hits: 1 }]],
  ] as const)('adds up the ledger by %s', async (by, figures) => {
    const answer = await observatory().figures({ by, sinceUs: null, offsetMinutes: 0 });
    expect(answer).toMatchObject({ ok: true, value: figures });
  });

  it('adds up nothing from before the instant that is asked for', async () => {
    expect(await observatory().figures({ by: 'flow', sinceUs: opened.workspace.clock.nowUs() + 1e9, offsetMinutes: 0 })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('finds rows by words and by columns, newest first, and goes on where it stopped', async () => {
    const all = await found({});
    expect(all.before).toBeNull();
    expect(all.rows.length).toBe(all.written);
    expect(column(all, 'kind')[0]).toBe('run.succeeded');

    const first = await found({ limit: 3 });
    const rest = await found({ before: first.before });
    expect([...first.rows, ...rest.rows]).toEqual(all.rows);

    expect(column(await found({ words: 'PREFERRED dear' }), 'kind')).toContain('memory.written');
    expect((await found({ words: 'preferred 100%_' })).rows).toEqual([]);
    expect(new Set(column(await found({ kind: 'cache.hit' }), 'flow_id'))).toEqual(new Set(['letter']));
    expect((await found({ of: 'ledger', flowId: FlowId.parse('letter'), cache: 'hit' })).rows).toHaveLength(1);
    expect((await found({ of: 'ledger', contested: true })).rows).toEqual([]);
    expect((await found({ sinceUs: 0, untilUs: 1 })).rows).toEqual([]);
  });

  it('answers one SELECT, and binds the org where it is named', async () => {
    const answer = await observatory().ask('SELECT count(*) AS runs FROM atelier_runs WHERE org_id = :org', {});
    expect(answer).toMatchObject({ ok: true, value: { columns: ['runs'], rows: [[3]], truncated: false } });
  });

  it.each([
    ['SELECT kind FROM atelier_traces WHERE kin = 1', 'no such column: kin', 38, 3],
    [`SELECT 'atelier_trace' FROM atelier_trace`, 'no such table', 28, 13],
    ['SELECT 1 FROM atelier_runs WHERE WHERE 1', 'near "WHERE"', 33, 5],
    ['SELECT (1', 'incomplete input', 9, 1],
    ['DELETE FROM atelier_runs', 'Only one SELECT', undefined, undefined],
  ])('tells what is wrong with “%s”, and where', async (sql, words, position, length) => {
    const problem = await observatory().check(sql);
    expect(problem?.sentence).toContain(words);
    expect([problem?.position, problem?.length]).toEqual([position, length]);
    expect(await observatory().ask(sql, {})).toEqual({ ok: false, error: problem });
  });

  it('ends a question that is called off, and answers the next', async () => {
    const stop = new AbortController();
    const endless = observatory().ask(ENDLESS, {}, stop.signal);
    const next = observatory().ask('SELECT 1', {});
    stop.abort();
    expect(await endless).toEqual({ ok: false, error: { sentence: 'The question was called off.' } });
    expect(await next).toMatchObject({ ok: true, value: { rows: [[1]] } });
  });

  it('names every table and column that a question may read', async () => {
    const tables = await observatory().tables();
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['atelier_ledger', 'atelier_memories', 'atelier_traces']));
    expect(tables.find(({ name }) => name === 'atelier_traces')?.columns).toContainEqual({ name: 'row_hash', type: 'TEXT' });
  });

  it('keeps a person’s questions as files, lists them with the shipped ones, and removes them again', async () => {
    const question = { name: 'runs-by-flow', title: 'Runs by flow', description: 'How many\nruns.', parameters: { at_least: '0' } };
    const sql = 'SELECT flow_id, count(*) FROM atelier_runs WHERE org_id = :org GROUP BY 1 HAVING count(*) >= :at_least';
    expect(await observatory().saveQuestion({ ...question, sql })).toEqual({ ok: true, value: null });
    expect(await readFile(join(opened.folder, 'questions', 'runs-by-flow.sql'), 'utf8')).toContain(
      '-- description: How many runs.\n-- with at_least: 0\nSELECT',
    );
    expect((await observatory().questions()).questions).toMatchObject([{ name: 'runs-by-flow', own: true, parameters: { at_least: '0' } }]);
    expect(await observatory().saveQuestion({ ...question, parameters: {}, sql })).toMatchObject({
      ok: false,
      error: expect.stringContaining(':at_least') as unknown,
    });
    expect(await observatory().removeQuestion('runs-by-flow')).toBe(true);
    expect(await observatory().removeQuestion('../workspace')).toBe(false);
    expect((await observatory().questions()).questions).toEqual([]);
  });
});
