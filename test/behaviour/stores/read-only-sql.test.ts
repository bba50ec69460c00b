import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOnlySql } from '../../../engine/stores/sqlite/read-only-sql.ts';
import type { SqliteStore } from '../../../engine/stores/sqlite/open-sqlite.ts';
import { begin } from './a-run.ts';
import { openOrThrow, ORG, sqliteOptions } from './a-store.ts';

describe('Asking SQL', () => {
  let folder: string;
  let file: string;
  let owner: SqliteStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-sql-'));
    file = join(folder, 'atelier.db');
    owner = await openOrThrow(sqliteOptions(file));
    for (const name of ['a', 'b', 'c']) await begin(owner, name);
  });
  afterAll(async () => {
    await owner.close();
    await rm(folder, { recursive: true, force: true });
  });
  const ask = (sql: string, limits = { maxRows: 100, timeoutMs: 20_000 }) => readOnlySql(file, sql, limits);
  const sentenceOf = (sql: string) => {
    const answer = ask(sql);
    return answer.ok ? 'It was answered.' : answer.error.sentence;
  };

  it('answers beside the owner, in columns and rows', () => {
    expect(ask('SELECT kind, count(*) AS "how many" FROM atelier_traces GROUP BY kind ORDER BY kind')).toEqual({
      ok: true,
      value: {
        columns: ['kind', 'how many'],
        rows: [
          ['run.created', 3],
          ['run.started', 3],
          ['step.started', 3],
        ],
        truncated: false,
      },
    });
  });

  it('shows every kind of cell as JSON, and loses no digit', () => {
    expect(ask("-- a comment\nSELECT NULL, 1.5, 9007199254740993, x'00ff', 'text', 9e999")).toMatchObject({
      value: { rows: [[null, 1.5, '9007199254740993', "x'00ff'", 'text', 'Infinity']] },
    });
  });

  it('says when there was more', () => {
    expect(ask('SELECT seq FROM atelier_traces', { maxRows: 9, timeoutMs: 20_000 })).toMatchObject({ value: { truncated: false } });
    const cut = ask('SELECT seq FROM atelier_traces', { maxRows: 8, timeoutMs: 20_000 });
    expect(cut.ok && cut.value.rows.length).toBe(8);
    expect(cut).toMatchObject({ value: { truncated: true } });
  });

  it.each([
    ["UPDATE atelier_runs SET status = 'failed'"],
    ['DELETE FROM atelier_runs'],
    ['WITH gone AS (SELECT 1) DELETE FROM atelier_runs'],
    ['DROP TABLE atelier_runs'],
    ['PRAGMA journal_mode = DELETE'],
    ["ATTACH 'other.db' AS other"],
    ['BEGIN EXCLUSIVE'],
    ['VACUUM'],
    ['SELECT 1; SELECT 2'],
    ['/* SELECT */ DROP TABLE atelier_runs'],
    [''],
  ])('asks nothing but questions: %s', async sql => {
    expect(sentenceOf(sql)).toContain('Only one SELECT');

    expect(await owner.runs.unfinished(ORG)).toHaveLength(3);
  });

  it('says what is not understood, and where', () => {
    expect(ask('SELECT kind FORM atelier_traces WHERE seq = 1')).toEqual({
      ok: false,
      error: { sentence: 'SQLite does not understand the question: near "atelier_traces": syntax error.', position: 17, length: 14 },
    });
    expect(ask('SELECT colour FROM atelier_traces')).toMatchObject({ error: { position: 7 } });
    expect(ask('SELECT 1 FROM nowhere')).toMatchObject({ error: { position: 14 } });
  });

  it('stops a question that takes too long', () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

    expect(ask(endless, { maxRows: 1, timeoutMs: 700 })).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('took longer than 0.7 s') as string },
    });
  });

  it('says so when there is no database', () => {
    const answer = readOnlySql(join(folder, 'none.db'), 'SELECT 1', { maxRows: 1, timeoutMs: 20_000 });

    expect(answer).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('none.db cannot be') as string } });
  });
});
