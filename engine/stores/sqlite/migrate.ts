import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations/migration.ts';

/** Stands in the file's header (`PRAGMA application_id`): "ATLR". Tells a workspace from any other program's SQLite file. */
export const APPLICATION_ID = 0x41544c52;

const SQL = {
  // Not an atelier_* table: those hold what belongs to an org, this one what belongs to the file.
  table: 'CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_us INTEGER NOT NULL)',
  hasTable: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'",
  newest: 'SELECT coalesce(max(number), 0) FROM schema_migrations',
  claim: 'INSERT OR IGNORE INTO schema_migrations (number, name, applied_at_us) VALUES (?, ?, ?)',
} as const;

/** Number of the last migration the database has had; 0 for an empty one. */
export function schemaNumber(database: Database): number {
  if (database.prepare(SQL.hasTable).pluck().get() === 0) return 0;
  return Number(database.prepare(SQL.newest).pluck().get());
}

/**
 * Applies what is missing, each migration in one transaction that first claims its number: who finds the number taken does nothing,
 * and a migration that fails leaves neither its number nor half of its tables.
 */
export function migrate(database: Database, migrations: readonly Migration[], nowUs: () => number): void {
  database
    .transaction(() => {
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.exec(SQL.table);
    })
    .immediate();
  for (const { number, name, sql } of migrations)
    database
      .transaction(() => {
        if (database.prepare(SQL.claim).run(number, name, nowUs()).changes === 1) database.exec(sql);
      })
      .immediate();
}
