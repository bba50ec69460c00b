import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, MAX_FILES, openSourceRoot } from '../../../engine/recipes/source-root.ts';
import { given } from './reading.ts';

let outside: string;
let folder: string;
const put = (path: string, text: string | Uint8Array = '') => writeFileSync(join(folder, path), text);

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'atelier-sources-'));
  folder = join(outside, 'workspace');
  for (const path of ['', 'notes', 'notes/deep', 'many', 'empty']) mkdirSync(join(folder, path));
  writeFileSync(join(outside, 'secret.txt'), 'Not yours.');
  put('workspace.json', '{}');
  put('.env', 'KEY=1');
  put('notes/b.md', '# B\r\n');
  put('notes/a.txt', 'A');
  put('notes/empty.txt');
  put('notes/deep/c.md', 'C');
  put('notes/.hidden.md', 'H');
  put('people.csv', 'name,age,city\nAna,31,Oslo\nBen,4 years,Rome\n');
  put('data.json', '{"clients": [{"name": "Ana", "a/b": 1}]}');
  symlinkSync('notes/a.txt', join(folder, 'link.txt'));
  symlinkSync('../../secret.txt', join(folder, 'notes/out.txt'));
  symlinkSync('../..', join(folder, 'notes/up'));
  symlinkSync('circle.txt', join(folder, 'circle.txt'));
  symlinkSync('../.env', join(folder, 'notes/env.txt'));
  for (let file = 0; file <= MAX_FILES; file++) put(`many/${String(file)}.txt`);
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

describe('A file', () => {
  it('is read from inside the workspace, also through a link that stays inside', async () => {
    expect(await given(folder, { from: 'file', path: 'notes/a.txt' })).toEqual(['A']);
    expect(await given(folder, { from: 'file', path: 'link.txt' })).toEqual(['A']);
  });

  it.each([
    ['is missing', 'notes/none.txt', /There is no file notes\/none\.txt/],
    ['is a folder', 'notes', /notes is a folder\. Name a file in it, or all of them with notes\/\*\*\/\*/],
    ['lies behind a link that leads out', 'notes/out.txt', /link that leads out of the workspace/],
    ['lies behind a folder’s link that leads out', 'notes/up/../../secret.txt', /leads out/],
    ['is a link in a circle', 'circle.txt', /round in a circle/],
    ['is the workspace’s own', 'workspace.json', /belongs to the workspace itself/],
    ['is hidden', '.env', /belongs to the workspace itself/],
    ['is a link to what is hidden', 'notes/env.txt', /link to a file of the workspace itself/],
    ['goes on below a file', 'notes/a.txt/b', /There is no file/],
    ['has an endless name', `notes/${'x'.repeat(900)}`, /longer than a file’s name/],
    ['is empty', 'notes/empty.txt', /empty \(0 bytes\)/],
  ])('is refused when it %s', async (_what, path, sentence) => {
    const read = await openSourceRoot(folder).read(path);
    const told = read.ok ? await given(folder, { from: 'file', path }) : read.error;
    expect(told).toMatch(sentence);
    expect(JSON.stringify(told)).not.toContain(outside);
  });

  it('is refused when it is a pipe that nobody writes into', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await given(folder, { from: 'file', path: 'pipe' })).toMatch(/no ordinary file/);
  });

  it('is refused when it is larger than anybody reads', async () => {
    put('large.txt');
    truncateSync(join(folder, 'large.txt'), MAX_FILE_BYTES + 1);
    expect(await given(folder, { from: 'file', path: 'large.txt' })).toMatch(/at most 64 MB/);
  });
});

describe('A pattern', () => {
  it('gives the documents in the order of their paths, and tells what it passed over', async () => {
    expect(await given(folder, { from: 'files', glob: 'notes/**/*.{md,txt}' })).toEqual([
      '## notes/a.txt\n\nA\n\n## notes/b.md\n\n# B\n\n## notes/deep/c.md\n\nC',
      '2 links that lead outside or nowhere were passed over.',
      '1 empty file passed over: notes/empty.txt.',
    ]);
    expect(await given(folder, { from: 'files', glob: 'notes/*.md', combine: 'list' })).toEqual([[{ path: 'notes/b.md', text: '# B\n' }]]);
  });

  it.each([
    ['matches nothing', 'notes/*.pdf', /matches no file/],
    ['begins in a folder that is not there', 'none/*.md', /There is no file none/],
    ['matches only what is hidden', '.*', /matches no file/],
    ['matches more than anybody reads', 'many/*', /more than 5,000 files/],
    ['matches only empty files', 'notes/empty.*', /only empty files/],
    ['leads through a link', 'notes/up/**/*', /leads out|matches no file/],
  ])('is refused when it %s', async (_what, glob, sentence) => {
    expect(await given(folder, { from: 'files', glob })).toMatch(sentence);
  });

  it.each(['../*', '/etc/*', 'a/../../*', '{..,a}/*', '~/x', 'C:\\x'])('cannot lead out: %s', async glob => {
    await expect(given(folder, { from: 'files', glob })).rejects.toThrow(/relative to the workspace/);
  });
});

describe('A table', () => {
  const schema = {
    type: 'array',
    items: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'number' } } },
  };

  it('gives rows, a column, the rows that are asked for, or the first of them', async () => {
    const people = { from: 'csv', path: 'people.csv' };
    expect(await given(folder, people)).toEqual([
      [
        { name: 'Ana', age: '31', city: 'Oslo' },
        { name: 'Ben', age: '4 years', city: 'Rome' },
      ],
    ]);
    expect(await given(folder, { ...people, column: 'city' })).toEqual([['Oslo', 'Rome']]);
    expect(await given(folder, { ...people, where: { column: 'name', equals: 'Ben' }, column: 'city', take: 'first' })).toEqual(['Rome']);
  });

  it('gives numbers where the contract asks for numbers and the cell is one', async () => {
    expect(await given(folder, { from: 'csv', path: 'people.csv' }, { schema })).toEqual([
      [
        { name: 'Ana', age: 31, city: 'Oslo' },
        { name: 'Ben', age: '4 years', city: 'Rome' },
      ],
    ]);
  });

  it.each([
    ['a column that is not there', { column: 'email' }, /no column “email”\. Its columns are “name”, “age”, “city”/],
    ['a row that is not there', { where: { column: 'name', equals: 'Eve' }, take: 'first' }, /no row has “Eve”/],
  ])('tells of %s', async (_what, more, sentence) => {
    expect(await given(folder, { from: 'csv', path: 'people.csv', ...more })).toMatch(sentence);
  });
});

describe('JSON', () => {
  it('is read as a whole, or at a pointer', async () => {
    expect(await given(folder, { from: 'json', path: 'data.json', pointer: '/clients/0/a~1b' })).toEqual([1]);
    expect(await given(folder, { from: 'json', path: 'data.json', pointer: '/clients/1' })).toMatch(
      /nothing at \/clients\/1: “1” is not there/,
    );
  });
});

describe('SQLite', () => {
  beforeAll(() => {
    const database = new Database(join(folder, 'crm.db'));
    database.exec(
      "CREATE TABLE people (name TEXT, age INTEGER, big INTEGER); INSERT INTO people VALUES ('Ana', 31, 9007199254740993), ('Ben', NULL, 1)",
    );
    database.close();
  });
  const ask = (query: string, more = {}) => given(folder, { from: 'sqlite', path: 'crm.db', query, ...more });

  it('gives rows, a row, a column or a value, and loses no digit', async () => {
    expect(await ask('SELECT * FROM people ORDER BY name')).toEqual([
      [
        { name: 'Ana', age: 31, big: '9007199254740993' },
        { name: 'Ben', age: null, big: 1 },
      ],
    ]);
    expect(await ask('SELECT name FROM people WHERE age > :least', { values: { least: 30 }, shape: 'value' })).toEqual(['Ana']);
  });

  it.each([
    ['a change', 'DELETE FROM people', /only one SELECT/],
    ['a second statement', 'SELECT 1; DROP TABLE people', /only one SELECT/],
    ['a table that is not there', 'SELECT * FROM nobody', /no such table/],
    ['two columns of one name', 'SELECT 1 AS a, 2 AS a', /two columns are called “a”/],
  ])('refuses %s', async (_what, query, sentence) => {
    const told = await ask(query);
    expect(told).toMatch(sentence);
    expect(told).not.toContain(folder);
  });

  it('stops a query that does not end', async () => {
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n';
    expect(await ask(endless, { timeoutMs: 1000 })).toMatch(/longer than 1 s/);
  });

  it('is no place for the workspace’s own tables, nor for what is no database', async () => {
    put('atelier.db');
    expect(await given(folder, { from: 'sqlite', path: 'atelier.db', query: 'SELECT 1' })).toMatch(/belongs to the workspace itself/);
    expect(await given(folder, { from: 'sqlite', path: 'people.csv', query: 'SELECT * FROM x' })).toMatch(/people\.csv/);
  });
});
