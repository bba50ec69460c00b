import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError, type RunStore } from '../../../engine/runner/run-store.ts';
import { migrate } from '../../../engine/stores/sqlite/migrate.ts';
import { ALL_MIGRATIONS } from '../../../engine/stores/sqlite/migrations/all-migrations.ts';
import { openProblem } from '../../../engine/stores/sqlite/open-problem.ts';
import { openRunStore } from '../../../engine/stores/sqlite/run-store.ts';
import { openTraceReader } from '../../../engine/stores/sqlite/trace-reader.ts';
import { openWriteQueue } from '../../../engine/stores/sqlite/write-queue.ts';
import { aNewRun, nextBoundary, oneRowMore } from './a-run.ts';
import { ORG } from './a-store.ts';
import { refHash } from '../../../engine/base/value-ref.ts';

/** SQLite never sets it below what the file has: from then on the file cannot grow. */
const NO_MORE = 'max_page_count = 1';

describe('A full disk', () => {
  let folder: string;
  let database: Database.Database;
  let runs: RunStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-full-'));
    database = new Database(join(folder, 'atelier.db'));
    database.pragma('journal_mode = WAL');
    migrate(database, ALL_MIGRATIONS, () => 1);
    database.prepare('INSERT INTO atelier_orgs VALUES (?, ?, ?)').run(ORG, 'House', 1);
    runs = openRunStore(database, openWriteQueue(database), 'a test');
  });
  afterEach(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses what is asked of it with a sentence, keeps what was there, and goes on when there is room', async () => {
    const created = aNewRun('a');
    const { run, rows } = created;
    await runs.create(created);
    const boundary = oneRowMore(run);
    const value = boundary.refer('x'.repeat(200_000));
    const tooMuch = boundary.change();
    database.pragma(NO_MORE);

    const refusal = runs.commit(tooMuch);
    await expect(refusal).rejects.toThrow(StorageError);
    await expect(refusal).rejects.toThrow('The disk is full, so nothing was written.');

    expect(await openTraceReader(database).rowsOf(ORG, run.runId)).toEqual(rows);
    expect(await runs.blob(ORG, refHash(value))).toBeNull();
    database.pragma('max_page_count = 100000');
    await runs.commit(tooMuch);
    expect(await runs.head(ORG, run.runId)).toMatchObject({ lastSeq: 2 });
  });

  it('refuses all that came in the same turn, since their one transaction is gone', async () => {
    const [a, b] = [aNewRun('a'), aNewRun('b')];
    await Promise.all([runs.create(a), runs.create(b)]);
    const large = nextBoundary(a.run);
    large.add('run.started', null, {});
    large.refer('x'.repeat(200_000));
    database.pragma(NO_MORE);

    const outcomes = await Promise.allSettled([runs.commit(oneRowMore(b.run).change()), runs.commit(large.change())]);

    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StorageError) as unknown });
    expect(await runs.head(ORG, b.run.runId)).toMatchObject({ lastSeq: 1 });
  });

  it('lets no new workspace begin', () => {
    const fresh = new Database(join(folder, 'fresh.db'));
    fresh.pragma('max_page_count = 3');
    const tryToMake = () => migrate(fresh, ALL_MIGRATIONS, () => 1);

    expect(tryToMake).toThrow();
    try {
      tryToMake();
    } catch (error) {
      expect(openProblem(error, 'fresh.db')).toMatchObject({
        kind: 'storage',
        sentence: expect.stringContaining('disk is full') as string,
      });
    }
    expect(fresh.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'atelier%'").pluck().get()).toBe(0);
    fresh.close();
  });
});
