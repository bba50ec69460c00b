import type { Database } from 'better-sqlite3';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BreakKind } from '../../../engine/verify/verify-report.ts';
import { openHistory, verifyFolder, withForgery, type History } from './a-history.ts';

interface Forgery {
  readonly name: string;
  /** What is done to the database; `:shared`, `:waiting`, `:synthesized` stand for runs. */
  readonly sql: string;
  readonly what: BreakKind;
  /** The run that must be named, and the row where it is about one. */
  readonly run?: 'shared' | 'waiting' | 'synthesized';
  readonly seq?: number;
}

/** All that somebody with the file could do behind the engine's back, but for what only a checkpoint shows. */
const FORGERIES: readonly Forgery[] = [
  {
    name: 'an edited time',
    sql: 'UPDATE atelier_traces SET at_us = at_us + 1 WHERE run_id = :shared AND seq = 3',
    what: 'content',
    run: 'shared',
    seq: 3,
  },
  {
    name: 'an edited actor',
    sql: "UPDATE atelier_traces SET actor = 'user:eve' WHERE run_id = :shared AND seq = 1",
    what: 'content',
    run: 'shared',
    seq: 1,
  },
  {
    name: 'a key added to the data',
    sql: "UPDATE atelier_traces SET data = json_set(data, '$.approved', 'yes') WHERE run_id = :shared AND seq = 2",
    what: 'content',
    run: 'shared',
    seq: 2,
  },
  {
    name: 'a key given twice in the data, which readers of SQL and of JSON take differently',
    sql: `UPDATE atelier_traces SET data = '{"mode":"live",' || substr(data, 2) WHERE run_id = :shared AND seq = 1`,
    what: 'content',
    run: 'shared',
    seq: 1,
  },
  {
    name: 'a truth value of 2',
    sql: 'UPDATE atelier_traces SET gate_result = 2 WHERE run_id = :shared AND seq = 2',
    what: 'content',
    run: 'shared',
    seq: 2,
  },
  {
    name: 'data that is no JSON',
    sql: "UPDATE atelier_traces SET data = 'gone' WHERE run_id = :shared AND seq = 2",
    what: 'content',
    run: 'shared',
    seq: 2,
  },
  {
    name: 'bytes where a text stood',
    sql: "UPDATE atelier_traces SET actor = x'00ff' WHERE run_id = :shared AND seq = 2",
    what: 'content',
    run: 'shared',
    seq: 2,
  },
  { name: 'a dropped row', sql: 'DELETE FROM atelier_traces WHERE run_id = :shared AND seq = 3', what: 'gap', run: 'shared', seq: 3 },
  { name: 'a dropped beginning', sql: 'DELETE FROM atelier_traces WHERE run_id = :shared AND seq < 3', what: 'gap', run: 'shared', seq: 1 },
  {
    name: 'a dropped row behind which all move up',
    sql: 'DELETE FROM atelier_traces WHERE run_id = :shared AND seq = 3; UPDATE atelier_traces SET seq = seq - 1 WHERE run_id = :shared AND seq > 3',
    what: 'link',
    run: 'shared',
    seq: 3,
  },
  {
    name: 'a dropped end',
    sql: 'DELETE FROM atelier_traces WHERE run_id = :shared AND seq = (SELECT max(seq) FROM atelier_traces WHERE run_id = :shared)',
    what: 'gap',
    run: 'shared',
  },
  { name: 'all rows dropped', sql: 'DELETE FROM atelier_traces WHERE run_id = :shared', what: 'gap', run: 'shared' },
  {
    name: 'two rows that changed places',
    sql: `UPDATE atelier_traces SET seq = CASE seq WHEN 3 THEN 1003 ELSE 1004 END WHERE run_id = :shared AND seq IN (3, 4);
      UPDATE atelier_traces SET seq = CASE seq WHEN 1003 THEN 4 ELSE 3 END WHERE run_id = :shared AND seq > 1000`,
    what: 'link',
    run: 'shared',
    seq: 3,
  },
  {
    name: 'a row of another run in place of its own',
    sql: `DELETE FROM atelier_traces WHERE run_id = :shared AND seq = 2;
      UPDATE atelier_traces SET run_id = :shared WHERE run_id = :waiting AND seq = 2`,
    what: 'content',
    run: 'shared',
    seq: 2,
  },
  {
    name: 'rows of a run that nobody started',
    sql: `UPDATE atelier_traces SET run_id = 'run_zzz' WHERE run_id = :waiting; DELETE FROM atelier_runs WHERE run_id = :waiting`,
    what: 'content',
  },
  { name: 'a run that no list has', sql: 'DELETE FROM atelier_runs WHERE run_id = :shared', what: 'fold', run: 'shared' },
  {
    name: 'a run listed in another state',
    sql: "UPDATE atelier_runs SET status = 'halted' WHERE run_id = :shared",
    what: 'fold',
    run: 'shared',
  },
  {
    name: 'a run listed at another cost',
    sql: 'UPDATE atelier_runs SET cost_micro_usd = 7 WHERE run_id = :shared',
    what: 'fold',
    run: 'shared',
  },
  {
    name: 'a run listed under another flow',
    sql: "UPDATE atelier_runs SET flow_id = 'other' WHERE run_id = :shared",
    what: 'fold',
    run: 'shared',
  },
  {
    name: 'a wait asked of somebody else',
    sql: `UPDATE atelier_waits SET subject = replace(subject, 'role:', 'user:') WHERE run_id = :synthesized`,
    what: 'wait',
    run: 'synthesized',
  },
  {
    name: 'an open wait listed as over',
    sql: "UPDATE atelier_waits SET closed_how = 'cancelled' WHERE run_id = :waiting",
    what: 'wait',
    run: 'waiting',
  },
  {
    name: 'an answer listed as a time-out',
    sql: "UPDATE atelier_waits SET closed_how = 'timed_out' WHERE run_id = :synthesized",
    what: 'wait',
    run: 'synthesized',
  },
  { name: 'a lost wait', sql: 'DELETE FROM atelier_waits WHERE run_id = :waiting', what: 'wait', run: 'waiting' },
  { name: 'an event not taken any more', sql: 'DELETE FROM atelier_event_consumptions', what: 'event', run: 'shared' },
  {
    name: 'an event changed in the inbox',
    sql: `UPDATE atelier_event_inbox SET envelope = replace(envelope, '12', '99')`,
    what: 'event',
    run: 'shared',
  },
  {
    name: 'a cheaper ledger row',
    sql: 'UPDATE atelier_ledger SET output_tokens = output_tokens + 1 WHERE rowid = 1',
    what: 'ledger',
    run: 'synthesized',
  },
  {
    name: 'a ledger row with another output',
    sql: 'UPDATE atelier_ledger SET output_hash = prompt_hash, claims_contested = 0 WHERE rowid = 2',
    what: 'ledger',
    run: 'synthesized',
  },
  {
    name: 'a ledger row that counts for another flow',
    sql: "UPDATE atelier_ledger SET flow_id = 'another' WHERE rowid = 1",
    what: 'ledger',
    run: 'synthesized',
  },
  { name: 'a lost ledger row', sql: 'DELETE FROM atelier_ledger WHERE rowid = 1', what: 'ledger', run: 'synthesized' },
  { name: 'a changed value', sql: "UPDATE atelier_blobs SET text = replace(text, 'evidence', 'evidences')", what: 'blob', run: 'shared' },
  { name: 'a lost value', sql: 'DELETE FROM atelier_blobs', what: 'blob', run: 'shared' },
  {
    name: 'a changed slice',
    sql: "UPDATE atelier_slices SET value = replace(value, 'evidence', 'evidences')",
    what: 'slice',
    run: 'shared',
  },
  { name: 'a lost slice', sql: 'DELETE FROM atelier_slices', what: 'slice', run: 'shared' },
  { name: 'a packet made of other slices', sql: "UPDATE atelier_packets SET slices = '{}'", what: 'packet', run: 'shared' },
  {
    name: 'a changed definition',
    sql: "UPDATE atelier_definitions SET definition = replace(definition, 'janice', 'sentinel')",
    what: 'definition',
    run: 'shared',
  },
  { name: 'a lost definition', sql: 'DELETE FROM atelier_definitions', what: 'definition', run: 'shared' },
  {
    name: 'another answer in the cache',
    sql: `UPDATE atelier_stage_cache SET answer = '{"output":{}}' WHERE answer IS NOT NULL`,
    what: 'cache',
  },
  {
    name: 'an answer in the cache under other evidence',
    sql: `UPDATE atelier_stage_cache SET preimage = json_set(preimage, '$.org', 'other')`,
    what: 'cache',
  },
];

/** Changes to the files beside the database. */
const FILE_FORGERIES: readonly (readonly [string, RegExp, (file: string) => void])[] = [
  ['a changed artefact', /\.md$/, file => writeFileSync(file, `${readFileSync(file, 'utf8')}P.S.\n`)],
  ['a lost artefact', /\.md$/, file => rmSync(file)],
  [
    'a provenance statement of another digest',
    /\.provenance\.json$/,
    file => writeFileSync(file, readFileSync(file, 'utf8').replace(/"sha256": "..../, '"sha256": "0000')),
  ],
  [
    'a provenance statement of another packet',
    /\.provenance\.json$/,
    file => writeFileSync(file, readFileSync(file, 'utf8').replace(/"packet": "sha256:..../, '"packet": "sha256:0000')),
  ],
  [
    'a provenance statement without one of its slices',
    /\.provenance\.json$/,
    file => writeFileSync(file, readFileSync(file, 'utf8').replace(/"name": "slice:\w+"/, '"name": "slice:other"')),
  ],
  ['a lost provenance statement', /\.provenance\.json$/, file => rmSync(file)],
];

describe('verify', () => {
  let history: History;
  beforeAll(async () => {
    history = await openHistory();
  });
  afterAll(() => history.leave());

  it('finds nothing where nothing was changed', async () => {
    expect(await verifyFolder(history.folder)).toMatchObject({ runs: 3, ok: true, breaks: [] });
  });

  it('finds nothing in any one run where nothing was changed', async () => {
    for (const run of [history.shared, history.waiting, history.synthesized])
      expect(await verifyFolder(history.folder, run)).toMatchObject({ runs: 1, ok: true, breaks: [] });
  });

  it.each(FORGERIES)('finds $name', async ({ sql, what, run, seq }) => {
    const forged = await withForgery(history.folder, database => runSql(database, sql, history));

    const { ok, breaks } = await verifyFolder(forged);

    expect(ok).toBe(false);
    const named = breaks.find(
      each => each.what === what && (run === undefined || each.runId === history[run]) && (seq === undefined || each.seq === seq),
    );
    expect(named, JSON.stringify(breaks)).toBeDefined();
    for (const { sentence } of breaks) expect(sentence).toMatch(/^[A-Z].*\.$/s);
    await rm(forged, { recursive: true });
  });

  it.each(FILE_FORGERIES)('finds %s', async (_name, file, forge) => {
    const forged = await withForgery(history.folder, (_database, copy) => {
      const folder = join(copy, 'artefacts');
      for (const name of readdirSync(folder)) if (file.test(name)) forge(join(folder, name));
    });

    const { breaks } = await verifyFolder(forged);

    expect(breaks.map(({ what, runId }) => ({ what, runId }))).toEqual([{ what: 'artefact', runId: history.synthesized }]);
    await rm(forged, { recursive: true });
  });

  it('names every changed row of a run, and no other run', async () => {
    const forged = await withForgery(history.folder, database =>
      runSql(database, 'UPDATE atelier_traces SET at_us = at_us + 1 WHERE run_id = :shared AND seq IN (2, 4, 5)', history),
    );

    const { breaks } = await verifyFolder(forged);

    expect(breaks.map(({ runId, seq, what }) => [runId, seq, what])).toEqual([2, 4, 5].map(seq => [history.shared, seq, 'content']));
    await rm(forged, { recursive: true });
  });
});

function runSql(database: Database, sql: string, { shared, waiting, synthesized }: History): void {
  const runs: Record<string, string> = { shared, waiting, synthesized };
  database.exec(sql.replace(/:(shared|waiting|synthesized)\b/g, (_, name: string) => `'${runs[name] ?? ''}'`));
  expect(database.prepare('SELECT total_changes()').pluck().get(), 'the forgery changed something').toBeGreaterThan(0);
}
