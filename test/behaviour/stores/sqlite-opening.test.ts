import Database from 'better-sqlite3';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite, type SqliteOptions } from '../../../engine/stores/sqlite/open-sqlite.ts';
import type { OpenProblem } from '../../../engine/stores/sqlite/open-problem.ts';
import { begin } from './a-run.ts';
import { openOrThrow, ORG, sqliteOptions } from './a-store.ts';

describe('Opening a workspace', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-opening-'));
    file = join(folder, 'atelier.db');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A workspace with a few runs, closed. */
  async function aWorkspace(): Promise<void> {
    const store = await openOrThrow(sqliteOptions(file));
    for (let number = 0; number < 20; number++) await begin(store, `n${String(number)}`);
    await store.close();
  }

  async function problemOf(options: Partial<SqliteOptions> = {}): Promise<OpenProblem> {
    const opened = await openSqlite({ ...sqliteOptions(file), ...options });
    if (!opened.ok) return opened.error;
    await opened.value.close();
    throw new Error('It opened.');
  }

  it('makes the folder and the database', async () => {
    const store = await openOrThrow(sqliteOptions(join(folder, 'new', 'place', 'atelier.db')));

    expect(store.describe()).toMatch(/^SQLite 3\.[\d.]+, one writer, WAL, synchronous FULL$/);
    await store.close();
    expect(readdirSync(join(folder, 'new', 'place')).sort()).toEqual(['atelier.db', 'atelier.lock']);
  });

  it('takes up an empty file that a crash left in the first moment', async () => {
    writeFileSync(file, '');

    await (await openOrThrow(sqliteOptions(file))).close();
  });

  it("keeps the org's name of the last opening", async () => {
    await aWorkspace();
    await (await openOrThrow({ ...sqliteOptions(file), orgName: 'The house' })).close();

    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT org_id, name FROM atelier_orgs').all()).toEqual([{ org_id: ORG, name: 'The house' }]);
    database.close();
  });

  it.each([
    ['is cut in half', (path: string) => truncateSync(path, readFileSync(path).length / 2)],
    ['has lost a page in its middle', (path: string) => overwrite(path, 4096 * 3, Buffer.alloc(4096, 0xff))],
    ['has lost its header', (path: string) => overwrite(path, 0, Buffer.alloc(100, 0x20))],
    ['is a text now', (path: string) => writeFileSync(path, 'My shopping list. '.repeat(500))],
  ])('says that a database is damaged when it %s, and leaves it as it is', async (_how, harm) => {
    await aWorkspace();
    const copy = readFileSync(file);
    harm(file);
    const harmed = readFileSync(file);

    const problem = await problemOf();

    expect(problem.kind).toBe('damaged');
    expect(problem.sentence).toContain(file);
    expect(problem.sentence).toContain('Put a copy of it back, or move it away');
    expect(readFileSync(file).equals(harmed)).toBe(true);
    expect((await problemOf({ mode: 'read-only' })).kind).toBe('damaged');
    // The way out that the sentence names works.
    writeFileSync(file, copy);
    const store = await openOrThrow(sqliteOptions(file));
    expect(await store.runs.unfinished(ORG)).toHaveLength(20);
    await store.close();
  });

  it('does not take an emptied database for a new one while changes to it wait', async () => {
    await aWorkspace();
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'changes');

    expect((await problemOf()).kind).toBe('damaged');
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('changes');
  });

  it("leaves another program's database alone", async () => {
    const other = new Database(file);
    other.exec('CREATE TABLE contacts (name TEXT)');
    other.close();
    const before = readFileSync(file);

    expect(await problemOf()).toMatchObject({ kind: 'not-a-database', sentence: expect.stringContaining('another program') as string });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('leaves the database of a newer Atelier alone', async () => {
    await aWorkspace();
    const database = new Database(file);
    database.exec("INSERT INTO schema_migrations VALUES (99, 'from-the-future', 0)");
    database.close();
    const before = readFileSync(file);

    for (const mode of ['own', 'read-only'] as const) {
      const problem = await problemOf({ mode });
      expect(problem.kind).toBe('newer');
      expect(problem.sentence).toContain('number 99');
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says so when a file stands where the folder should be', async () => {
    writeFileSync(join(folder, 'place'), 'I am a file.');

    const problem = await problemOf({ file: join(folder, 'place', 'atelier.db') });

    expect(problem.kind).toBe('storage');
    expect(problem.sentence).toContain(join(folder, 'place'));
  });

  it('says so when a folder stands where the database should be', async () => {
    mkdirSync(file);

    expect(await problemOf()).toMatchObject({ kind: 'storage', sentence: expect.stringContaining('it is a folder') as string });
  });

  it('says so when there is nothing to read', async () => {
    expect(await problemOf({ mode: 'read-only' })).toMatchObject({
      kind: 'storage',
      sentence: expect.stringContaining('it is not there') as string,
    });
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['new', () => Promise.resolve()],
    ['known', aWorkspace],
  ])('says so when the folder of a %s workspace may not be written in, and writes nothing', async (_kind, prepare) => {
    await prepare();
    const before = readdirSync(folder).sort();

    const problem = await asSomeoneWithoutRights(folder, () => problemOf());

    expect(problem.kind).toBe('read-only-folder');
    expect(problem.sentence).toContain(dirname(file));
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});

function overwrite(file: string, offset: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
}

/** Rights do not bind root, so root becomes nobody while `work` runs. */
async function asSomeoneWithoutRights<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  const isRoot = process.geteuid?.() === 0;
  chmodSync(folder, 0o555);
  if (isRoot) process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  }
}
