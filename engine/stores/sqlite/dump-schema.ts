import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';

export const SCHEMA_FILE = join(import.meta.dirname, 'schema.sql');

const STATEMENTS = 'SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name';

/** The statements that make a database as all migrations leave it, by table: for a reviewer, who sees in one place what a migration changed. */
export function dumpSchema(): string {
  const database = new Database(':memory:');
  migrate(database, ALL_MIGRATIONS, () => 0);
  const statements = database.prepare<[], string>(STATEMENTS).pluck().all();
  database.close();
  return `-- Written by dump-schema.ts from the migrations; the database is made by them and not by this file.\n\n${statements.join(';\n\n')};\n`;
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, dumpSchema());
