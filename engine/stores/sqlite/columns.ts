import { columnName } from '../../base/column-name.ts';

/** What SQLite stores and gives back. */
export type Cell = string | number | null;

/** `org_id AS "orgId", …`: columns under the names of their keys. */
export const selectList = (keys: readonly string[]): string => keys.map(key => `${columnName(key)} AS "${key}"`).join(', ');

/** `INSERT INTO table (a, b) VALUES (?, ?)` for the columns of these keys, in their order. */
export const insertInto = (table: string, keys: readonly string[]): string =>
  `INSERT INTO ${table} (${keys.map(columnName).join(', ')}) VALUES (${keys.map(() => '?').join(', ')})`;

/** Reads a column of JSON that this store wrote. */
export const fromJson = (text: string): unknown => JSON.parse(text);
