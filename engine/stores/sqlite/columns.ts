/** What SQLite stores and gives back. */
export type Cell = string | number | null;

/** `costMicroUsd` → `cost_micro_usd`. */
export const columnOf = (key: string): string => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** `org_id AS "orgId", …`: columns under the names of their keys. */
export const selectList = (keys: readonly string[]): string => keys.map(key => `${columnOf(key)} AS "${key}"`).join(', ');

/** `INSERT INTO table (a, b) VALUES (?, ?)` for the columns of these keys, in their order. */
export const insertInto = (table: string, keys: readonly string[]): string =>
  `INSERT INTO ${table} (${keys.map(columnOf).join(', ')}) VALUES (${keys.map(() => '?').join(', ')})`;

/** Reads a column of JSON that this store wrote. */
export const fromJson = (text: string): unknown => JSON.parse(text);
