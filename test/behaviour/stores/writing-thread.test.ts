import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError, type RunStore } from '../../../engine/runner/run-store.ts';
import { prepareWriter } from '../../../engine/stores/sqlite/connection.ts';
import { migrate } from '../../../engine/stores/sqlite/migrate.ts';
import { ALL_MIGRATIONS } from '../../../engine/stores/sqlite/migrations/all-migrations.ts';
import { openRunStore } from '../../../engine/stores/sqlite/run-store.ts';
import { openTraceReader } from '../../../engine/stores/sqlite/trace-reader.ts';
import { openWriteQueue, type WriteQueue } from '../../../engine/stores/sqlite/write-queue.ts';
import { openWritingThread, ThreadLostError, type WritingThread } from '../../../engine/stores/sqlite/writing-thread.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { TraceGapError } from '../../../engine/trace/trace-store.ts';
import { aNewRun, oneRowMore } from './a-run.ts';
import { ORG } from './a-store.ts';

const RUNS = 24;
const NAMES = Array.from({ length: RUNS }, (_, index) => `r${String(index)}`);

describe('Runs that write together', () => {
  let folder: string;
  let database: Database.Database;
  let queue: WriteQueue;
  let runs: RunStore;
  /** Groups that went to the thread. */
  let groups: number;
  /** Whether the thread answers, or writes and is lost. */
  let answers: boolean;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-thread-'));
    database = new Database(join(folder, 'atelier.db'));
    database.pragma('journal_mode = WAL');
    prepareWriter(database);
    migrate(database, ALL_MIGRATIONS, () => 1);
    database.prepare('INSERT INTO atelier_orgs VALUES (?, ?, ?)').run(ORG, 'House', 1);
    groups = 0;
    answers = true;
    queue = openWriteQueue(database, () => watched(openWritingThread(database.name)));
    runs = openRunStore(database, queue, 'a test');
  });
  afterEach(async () => {
    await queue.close();
    database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const watched = (thread: WritingThread): WritingThread => ({
    ...thread,
    async write(jobs) {
      groups += 1;
      const outcomes = await thread.write(jobs);
      if (answers) return outcomes;
      throw new ThreadLostError('It wrote, and nobody heard of it.');
    },
  });

  /** Begins so many runs, and lets all of them write boundaries at once until the thread does it. */
  async function underWay(): Promise<Run[]> {
    let now = NAMES.map(name => aNewRun(name)).map(created => ({ created, run: created.run }));
    await Promise.all(now.map(({ created }) => runs.create(created)));
    while (groups < 3) now = await Promise.all(now.map(async each => ({ ...each, run: await onward(each.run) })));
    return now.map(({ run }) => run);
  }

  async function onward(run: Run): Promise<Run> {
    const boundary = oneRowMore(run);
    await runs.commit(boundary.change());
    return boundary.run;
  }

  it('leave the same rows as if each had written alone, in unbroken chains', async () => {
    const ended = await underWay();

    for (const run of ended) {
      const rows = await openTraceReader(database).rowsOf(ORG, run.runId);
      expect(rows).toHaveLength(run.lastSeq);
      expect(chainBreak(rows)).toBeNull();
      expect(await runs.head(ORG, run.runId)).toEqual({ lastSeq: run.lastSeq, lastHash: run.lastHash });
    }
  });

  it('are refused alone and in the same words when their rows do not follow', async () => {
    const ended = await underWay();
    const before = groups;
    const late = oneRowMore(ended[3] as Run); // true: there are more
    await onward(ended[3] as Run);

    const outcomes = await Promise.allSettled(
      ended.map((run, index) => runs.commit(index === 3 ? late.change() : oneRowMore(run).change())),
    );

    expect(groups).toBeGreaterThan(before);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(RUNS - 1);
    expect(outcomes[3]).toMatchObject({ status: 'rejected', reason: expect.any(TraceGapError) as unknown });
    expect(String((outcomes[3] as PromiseRejectedResult).reason)).toContain('do not follow its row');
  });

  it('are each written once when the thread is lost after it wrote', async () => {
    const ended = await underWay();
    answers = false;

    const later = await Promise.all(ended.map(onward));

    for (const run of later) expect(await openTraceReader(database).rowsOf(ORG, run.runId)).toHaveLength(run.lastSeq);
    const before = groups;
    await Promise.all(later.map(onward));
    expect(groups).toBe(before); // this thread goes on alone
  });

  it('wait for one that only the other thread can write, which waits for them', async () => {
    const ended = await underWay();
    const order: string[] = [];
    const claim = { check: () => null, write: () => database.prepare('SELECT count(*) FROM atelier_traces').pluck().get() };
    const rowsBefore = Number(claim.write());

    const counted = queue.add(claim).then(count => {
      order.push('counted');
      return count;
    });
    await Promise.all([...ended.map(run => onward(run).then(() => order.push('row'))), counted]);

    expect([rowsBefore, rowsBefore + RUNS]).toContain(Number(await counted));
    expect(order).toHaveLength(RUNS + 1);
  });

  it('are all on disk when the queue has closed, and nothing is taken after', async () => {
    const ended = await underWay();
    const pending = Promise.all(ended.map(onward));

    await queue.close();

    expect(await pending).toHaveLength(RUNS);
    await expect(runs.commit(oneRowMore(ended[0] as Run).change())).rejects.toThrow(StorageError);
  });
});
