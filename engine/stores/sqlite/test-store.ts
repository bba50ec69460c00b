import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { ok, refused, type Result } from '../../base/result.ts';
import { TestRun } from '../../test-set/test-run.ts';
import { TestSet } from '../../test-set/test-set.ts';
import type { TestStore } from '../../test-set/test-store.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const SQL = {
  testSet: `SELECT test_set AS "testSet", revision FROM atelier_test_sets WHERE org_id = ? AND flow_id = ?`,
  first: `INSERT INTO atelier_test_sets (org_id, flow_id, revision, test_set, updated_at_us, updated_by) VALUES (?, ?, 1, ?, ?, ?)
    ON CONFLICT (org_id, flow_id) DO NOTHING`,
  save: `UPDATE atelier_test_sets SET test_set = ?, updated_at_us = ?, updated_by = ?, revision = revision + 1
    WHERE org_id = ? AND flow_id = ? AND revision = ?`,
  putTestRun: `INSERT INTO atelier_test_runs (org_id, test_run_id, flow_id, started_at_us, test_run) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (org_id, test_run_id) DO UPDATE SET test_run = excluded.test_run`,
  testRun: 'SELECT test_run FROM atelier_test_runs WHERE org_id = ? AND test_run_id = ?',
  testRuns: 'SELECT test_run FROM atelier_test_runs WHERE org_id = ? AND flow_id = ? ORDER BY started_at_us DESC, test_run_id DESC LIMIT ?',
} as const;

const StoredTestSet = z.object({ testSet: z.string().transform(fromJson).pipe(TestSet), revision: z.int() });
const StoredTestRun = z.string().transform(fromJson).pipe(TestRun);

export function openTestStore(database: Database, queue: WriteQueue): TestStore {
  const testSet = database.prepare(SQL.testSet);
  const first = database.prepare(SQL.first);
  const save = database.prepare(SQL.save);
  const putTestRun = database.prepare(SQL.putTestRun);
  const testRun = database.prepare(SQL.testRun).pluck();
  const testRuns = database.prepare(SQL.testRuns).pluck();
  const write = <Value>(work: () => Value): Promise<Value> => queue.add({ check: () => null, write: work });
  return {
    testSet: (orgId, flowId) =>
      answerRead(() => {
        const stored = testSet.get(orgId, flowId);
        return stored === undefined ? null : StoredTestSet.parse(stored);
      }),
    saveTestSet: (orgId, flowId, saved) =>
      write((): Result<number, 'revision-moved'> => {
        const text = JSON.stringify(saved.testSet);
        const { changes } =
          saved.revision === 0
            ? first.run(orgId, flowId, text, saved.atUs, saved.by)
            : save.run(text, saved.atUs, saved.by, orgId, flowId, saved.revision);
        return changes === 1 ? ok(saved.revision + 1) : refused('revision-moved');
      }),
    putTestRun: (orgId, run) =>
      write(() => {
        putTestRun.run(orgId, run.testRunId, run.flowId, run.startedAtUs, JSON.stringify(run));
      }),
    testRun: (orgId, testRunId) =>
      answerRead(() => {
        const stored = testRun.get(orgId, testRunId);
        return stored === undefined ? null : StoredTestRun.parse(stored);
      }),
    testRuns: (orgId, flowId, limit) => answerRead(() => testRuns.all(orgId, flowId, limit).map(row => StoredTestRun.parse(row))),
  };
}
