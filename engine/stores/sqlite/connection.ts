import type { Database } from 'better-sqlite3';

/** What each connection that writes is held to: a flush at every commit, triggers also for what REPLACE removes, references checked. */
export function prepareWriter(database: Database): void {
  database.pragma('synchronous = FULL');
  database.pragma('recursive_triggers = ON');
  database.pragma('foreign_keys = ON');
}
