import Database from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LedgerRow } from '../../../engine/ledger/ledger-row.ts';
import { columnName } from '../../../engine/base/column-name.ts';
import { dumpSchema, SCHEMA_FILE } from '../../../engine/stores/sqlite/dump-schema.ts';
import { migrate, schemaNumber } from '../../../engine/stores/sqlite/migrate.ts';
import { ALL_MIGRATIONS } from '../../../engine/stores/sqlite/migrations/all-migrations.ts';
import { RowColumns } from '../../../engine/trace/trace-row.ts';

interface Column {
  readonly name: string;
  readonly notnull: number;
  readonly pk: number;
}

function migrated(): Database.Database {
  const database = new Database(':memory:');
  migrate(database, ALL_MIGRATIONS, () => 7);
  return database;
}

const columnsOf = (database: Database.Database, table: string): Column[] => database.pragma(`table_xinfo(${table})`) as Column[]; // true: that is what the pragma gives

/** The first column of each unique index. */
const uniqueKeysOf = (database: Database.Database, table: string): unknown[] =>
  database
    .prepare(`SELECT (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0) FROM pragma_index_list(?) AS i WHERE i."unique" = 1`)
    .pluck()
    .all(table);

describe('The schema', () => {
  it('stands in schema.sql as the migrations make it', () => {
    // When it does not: node engine/stores/sqlite/dump-schema.ts
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(dumpSchema());
  });

  it('has an org in every row of every table, first in its key', () => {
    const database = migrated();
    const tables = database
      .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name LIKE 'atelier_%'")
      .pluck()
      .all();

    expect(tables.length).toBeGreaterThanOrEqual(13);
    for (const table of tables) {
      const columns = columnsOf(database, table);
      const org = columns.find(column => column.name === 'org_id');
      expect(org, table).toMatchObject({ notnull: 1 });
      // A bare line number is no key that means anything: then each other one begins with the org.
      const isNumbered = columns.find(column => column.pk === 1)?.name === 'line';
      expect(isNumbered ? uniqueKeysOf(database, table) : [org?.pk], table).toSatisfy((keys: unknown[]) =>
        keys.every(key => key === 1 || key === 'org_id'),
      );
    }
  });

  it('has a column for each flat column of a trace row, and one for each of a ledger row', () => {
    const database = migrated();
    const names = (table: string) => columnsOf(database, table).map(column => column.name);

    const written = names('atelier_traces').filter(name => !name.endsWith('_digest'));
    expect(written).toEqual([...Object.keys(RowColumns.shape).map(columnName), 'kind', 'data', 'prev_hash', 'row_hash']);
    // Of the run besides, for figures by flow and version.
    expect(names('atelier_ledger').toSorted()).toEqual(
      [...Object.keys(LedgerRow.shape).map(columnName), 'flow_id', 'version_no'].toSorted(),
    );
  });

  it('numbers its migrations without gaps, each in a file that bears its number and name', () => {
    const folder = join(import.meta.dirname, '../../../engine/stores/sqlite/migrations');
    const files = readdirSync(folder).filter(file => /^\d/.test(file));

    expect(ALL_MIGRATIONS.map(migration => migration.number)).toEqual(ALL_MIGRATIONS.map((_, index) => index + 1));
    expect(ALL_MIGRATIONS.map(({ number, name }) => `${String(number).padStart(4, '0')}-${name}.ts`)).toEqual(files.sort());
  });
});

describe('Migrating', () => {
  it('does each migration once', () => {
    const database = migrated();

    migrate(database, ALL_MIGRATIONS, () => 8);

    expect(schemaNumber(database)).toBe(ALL_MIGRATIONS.length);
    expect(database.prepare('SELECT DISTINCT applied_at_us FROM schema_migrations').pluck().all()).toEqual([7]);
  });

  it('leaves neither number nor table of a migration that fails, and does it whole the next time', () => {
    const database = migrated();
    const next = ALL_MIGRATIONS.length + 1;
    const wrong = { number: next, name: 'wrong', sql: 'CREATE TABLE atelier_half (org_id TEXT NOT NULL); CREATE TABLE atelier_half (x)' };

    expect(() => migrate(database, [...ALL_MIGRATIONS, wrong], () => 8)).toThrow('already exists');

    expect(schemaNumber(database)).toBe(ALL_MIGRATIONS.length);
    expect(columnsOf(database, 'atelier_half')).toEqual([]);
    migrate(database, [...ALL_MIGRATIONS, { ...wrong, sql: 'CREATE TABLE atelier_half (org_id TEXT NOT NULL)' }], () => 9);
    expect(schemaNumber(database)).toBe(next);
  });
});
