import type { Migration } from './migration.ts';

/** How many answers of a stage missed their schema and were told so; null in rows from before this was counted, and where none did. */
export const skills: Migration = {
  number: 10,
  name: 'skills',
  sql: `
ALTER TABLE atelier_ledger ADD COLUMN missed_answers INTEGER;
`,
};
