import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DRAFT, begin, nextBoundary } from './a-run.ts';
import { openOrThrow, ORG, sqliteOptions } from './a-store.ts';

/** The question that the trace was made wide for: one SELECT, no join. */
const REJECTED_DRAFTS = `SELECT run_id FROM atelier_traces WHERE org_id = 'house' AND kind = 'agent.returned' AND skill = 'draft_proposal'
  INTERSECT SELECT run_id FROM atelier_traces WHERE org_id = 'house' AND kind = 'human.resolved' AND human_outcome = 'reject'`;

describe('History in SQLite', () => {
  let folder: string;
  let database: Database.Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-history-'));
    const store = await openOrThrow(sqliteOptions(join(folder, 'atelier.db')));
    for (const [name, outcome] of [
      ['a', 'reject'],
      ['b', 'approve'],
    ] as const) {
      const boundary = nextBoundary(await begin(store, name));
      const answer = boundary.refer('A proposal.');
      const called = { stage: 'main', stageKey: null, provider: 'local', modelId: 'extract', finishReason: 'stop' };
      boundary.add('agent.returned', DRAFT, { ...called, answer, usage: { inputTokens: 1, outputTokens: 1 } }, { skill: 'draft_proposal' });
      const resolved = { waitId: `wait_${name}`, comment: null, answer } as unknown as Parameters<typeof boundary.add<'human.resolved'>>[2]; // true: a WaitId is such a text
      boundary.add('human.resolved', DRAFT, resolved, { humanOutcome: outcome });
      await store.runs.commit(boundary.change());
    }
    await store.close();
    // Another program's connection: none of our settings are on.
    database = new Database(join(folder, 'atelier.db'));
    database.pragma('recursive_triggers = OFF');
    database.pragma('foreign_keys = OFF');
    database.exec(`INSERT INTO atelier_ledger SELECT org_id, run_id, 'draft', 1, 1, 'main', 4, 1, 's', 'p', NULL, '{}', NULL, NULL, 'l', 'c', 'm', NULL, '{}', NULL,
      1, 1, 0, 0, 7, NULL, 0, NULL, 'ok', NULL, 1, 'miss', NULL, NULL, NULL, NULL, 0, NULL, flow_id, version_no, NULL FROM atelier_runs`);
  });
  afterEach(async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['atelier_traces', 'atelier_ledger'])('lets nobody change, remove or replace a row of %s', table => {
    const before = database.prepare(`SELECT rowid, * FROM ${table}`).all();
    const columns = database.pragma(`table_info(${table})`) as { name: string; pk: number }[]; // true: that is what the pragma gives
    const names = columns.map(column => column.name);
    const key = columns.filter(column => column.pk > 0).map(column => column.name);
    const changed = names.map(name => (name === 'at_us' ? '99' : name)).join(', ');
    const attempts = {
      update: `UPDATE ${table} SET at_us = 99`,
      'update or replace': `UPDATE OR REPLACE ${table} SET at_us = 99 WHERE rowid = 1`,
      delete: `DELETE FROM ${table} WHERE rowid = 1`,
      replace: `REPLACE INTO ${table} SELECT ${changed} FROM ${table} WHERE rowid = 1`,
      'replace by rowid': `REPLACE INTO ${table} (rowid, ${names.join(', ')}) SELECT 1, ${names.map(name => (name === 'run_id' ? "'run_other'" : name)).join(', ')} FROM ${table} WHERE rowid = 1`,
      upsert: `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM ${table} WHERE rowid = 1 ON CONFLICT (${key.join(', ')}) DO UPDATE SET at_us = 99`,
    };

    for (const [what, sql] of Object.entries(attempts)) expect(() => database.exec(sql), what).toThrow('append-only');

    expect(database.prepare(`SELECT rowid, * FROM ${table}`).all()).toEqual(before);
    expect(before.length).toBeGreaterThan(1);
  });

  it('answers which runs had a draft of Sage rejected by a person, from its indexes alone', () => {
    expect(database.prepare(REJECTED_DRAFTS).pluck().all()).toEqual(['run_a']);

    const plan = database.prepare(`EXPLAIN QUERY PLAN ${REJECTED_DRAFTS}`).all() as { detail: string }[]; // true: a plan's rows have a detail
    const lookups = plan.map(step => step.detail).filter(detail => /SCAN|SEARCH/.test(detail));
    expect(lookups).toEqual([
      expect.stringContaining('atelier_traces_agent (org_id=? AND skill=?)'),
      expect.stringContaining('atelier_traces_human (org_id=? AND human_outcome=?)'),
    ]);
  });

  it('does not serve a cache entry that was distrusted, and keeps the next answer beside its tombstone', async () => {
    database.exec(`INSERT INTO atelier_stage_cache (org_id, stage_key, generation, preimage, answer_hash, answer_bytes, answer, from_run, from_step, from_at_us,
        flow_id, cost_micro_usd, input_tokens, output_tokens, distrusted_at_us, distrusted_reason)
      SELECT '${ORG}', last_hash, 1, '{}', last_hash, 2, '{}', run_id, 'draft', 1, flow_id, 1, 1, 1, 2, 'Made things up.' FROM atelier_runs WHERE run_id = 'run_a'`);
    const store = await openOrThrow(sqliteOptions(join(folder, 'atelier.db')));
    const [distrusted] = await store.cache.recentOf(ORG, 'review-a-draft', 'draft', 1);
    if (distrusted === undefined) expect.fail('The entry is there.');
    expect(await store.cache.find(ORG, distrusted.stageKey)).toBeNull();

    const boundary = nextBoundary(await begin(store, 'c'));
    boundary.add('memory.read', DRAFT, { scope: 'org', snapshotHash: distrusted.stageKey });
    const fresh = { ...distrusted, costMicroUsd: 5, from: { ...distrusted.from, runId: boundary.run.runId, atUs: 9 } };
    boundary.keep(fresh);
    await store.runs.commit(boundary.change());

    expect(await store.cache.find(ORG, distrusted.stageKey)).toEqual(fresh);
    expect(database.prepare('SELECT generation, distrusted_reason FROM atelier_stage_cache ORDER BY generation').raw().all()).toEqual([
      [1, 'Made things up.'],
      [2, null],
    ]);
    await store.close();
  });
});
