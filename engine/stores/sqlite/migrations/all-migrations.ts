import { firstTables } from './0001-first-tables.ts';
import type { Migration } from './migration.ts';

/** In the order in which they are applied. */
export const ALL_MIGRATIONS: readonly Migration[] = [firstTables];

/** The newest schema this program knows. */
export const NEWEST_MIGRATION = ALL_MIGRATIONS.length;
