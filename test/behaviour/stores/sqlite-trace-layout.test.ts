import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { columnName } from '../../../engine/base/column-name.ts';
import { migrate } from '../../../engine/stores/sqlite/migrate.ts';
import { firstTables } from '../../../engine/stores/sqlite/migrations/0001-first-tables.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import { STORED_FIELDS } from '../../../engine/trace/stored-row.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { aNewRun, nextBoundary, runId } from './a-run.ts';
import { openOrThrow, ORG, sqliteOptions } from './a-store.ts';

/** A row as the first release wrote it: hashes as texts, data with its keys as they came. */
function insertAsReleased(database: Database.Database, row: TraceRow): void {
  const cells = STORED_FIELDS.map(field => {
    const value = (row as unknown as Record<string, string | number | boolean | null | object>)[field]; // true: the fields of a row
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : typeof value === 'boolean' ? Number(value) : value;
  });
  const columns = STORED_FIELDS.map(columnName).join(', ');
  database.prepare(`INSERT INTO atelier_traces (${columns}) VALUES (${STORED_FIELDS.map(() => '?').join(', ')})`).run(...cells);
}

describe('A workspace of the first release', () => {
  let folder: string;
  let file: string;
  let rows: TraceRow[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-layout-'));
    file = join(folder, 'atelier.db');
    const created = aNewRun('old');
    const boundary = nextBoundary(created.run, 1);
    boundary.add('run.started', null, {});
    boundary.add('run.cancel_requested', null, { reason: 'Tidying up.' }, { contextHash: created.run.versionHash });
    rows = [...created.rows, ...boundary.change().rows];
    const database = new Database(file);
    database.pragma('journal_mode = WAL');
    migrate(database, [firstTables], () => 7);
    database.exec(`INSERT INTO atelier_orgs VALUES ('${ORG}', 'House', 1);
      INSERT INTO atelier_definitions VALUES ('${ORG}', '${created.run.versionHash}', '${JSON.stringify(created.flow).replaceAll("'", "''")}');
      INSERT INTO atelier_packets VALUES ('${ORG}', '${created.run.packetHash}', '{}');
      INSERT INTO atelier_runs (org_id, run_id, flow_id, flow_name, version_hash, mode, packet_hash, status, created_at_us, cost_micro_usd,
        avoided_micro_usd, cache_hits, cache_misses, epoch, last_seq, last_hash)
      VALUES ('${ORG}', '${created.run.runId}', 'review-a-draft', 'Review a draft', '${created.run.versionHash}', 'draft', '${created.run.packetHash}',
        'running', 1, 0, 0, 0, 0, 1, 3, '${boundary.run.lastHash}')`);
    for (const row of rows) insertAsReleased(database, row);
    database.close();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is taken over row by row, its chain holds, and it goes on', async () => {
    const store = await openOrThrow(sqliteOptions(file));

    const read = await store.trace.rowsOf(ORG, runId('old'));
    expect(read).toEqual(rows);
    expect(chainBreak(read)).toBeNull();
    const next = nextBoundary(foldRun(read));
    next.add('run.recovered', null, {});
    await store.runs.commit(next.change());
    expect(chainBreak(await store.trace.rowsOf(ORG, runId('old')))).toBeNull();
    await store.close();
  });

  it('shows its hashes to every question as they are written, and takes no change to its rows', async () => {
    await (await openOrThrow(sqliteOptions(file))).close();
    const database = new Database(file);
    database.pragma('recursive_triggers = OFF');

    expect(database.prepare('SELECT version_hash, context_hash, prev_hash, row_hash FROM atelier_traces ORDER BY seq').raw().all()).toEqual(
      rows.map(row => [row.versionHash, row.contextHash, row.prevHash, row.rowHash]),
    );
    expect(database.prepare('SELECT seq FROM atelier_traces WHERE row_hash = ?').pluck().all(rows[1]?.rowHash)).toEqual([2]);
    expect(() => database.exec('UPDATE atelier_traces SET row_digest = prev_digest')).toThrow('append-only');
    expect(() => database.exec('DELETE FROM atelier_traces WHERE seq = 3')).toThrow('append-only');
    expect(() =>
      database.exec(
        'REPLACE INTO atelier_traces (org_id, run_id, seq, at_us, flow_id, version_digest, epoch, actor, kind, data, prev_digest, row_digest) SELECT org_id, run_id, seq, 99, flow_id, version_digest, epoch, actor, kind, data, prev_digest, row_digest FROM atelier_traces WHERE seq = 2',
      ),
    ).toThrow('append-only');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  it('does not hide a hash that somebody had changed before', async () => {
    const database = new Database(file);
    database.exec("DROP TRIGGER atelier_traces_never_changed; UPDATE atelier_traces SET row_hash = 'none' WHERE seq = 2");
    database.close();
    const store = await openOrThrow(sqliteOptions(file));

    await expect(store.trace.rowsOf(ORG, runId('old'))).rejects.toThrow();
    await store.close();
    const migrated = new Database(file, { readonly: true });
    expect(migrated.prepare('SELECT row_hash FROM atelier_traces WHERE seq = 2').pluck().get()).not.toBe(rows[1]?.rowHash);
    migrated.close();
  });
});
