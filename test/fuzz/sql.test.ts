import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE_NAME } from '../../engine/open-workspace.ts';
import { answerSql } from '../../engine/stores/sqlite/answer-sql.ts';
import { openTestWorkspace } from '../test-workspace.ts';
import { expectSentence, harmless } from './harmless.ts';

const piece = fc.constantFrom(
  'SELECT',
  'WITH x AS (SELECT 1)',
  'INSERT INTO atelier_traces',
  'UPDATE atelier_runs SET status = 1',
  'DELETE FROM atelier_traces',
  'REPLACE INTO',
  'DROP TABLE atelier_traces',
  "ATTACH DATABASE '/tmp/stolen.db' AS x",
  'PRAGMA journal_mode = DELETE',
  'PRAGMA writable_schema = 1',
  'VACUUM INTO',
  'RETURNING *',
  "load_extension('x')",
  'EXPLAIN QUERY PLAN',
  '* FROM atelier_traces',
  'count(*) FROM atelier_runs',
  'FROM sqlite_schema',
  "json_extract('{', '$')",
  'zeroblob(1000000000)',
  "printf('%.*c', 100000000, 'x')",
  'UNION ALL',
  'VALUES (1), (2)',
  'WHERE 1',
  'LIMIT 1',
  '/* -- */',
  '-- ',
  ';',
  '\n',
  "'",
  '"',
  '\u0000',
  '9223372036854775807 + 1',
  '?1',
  ':name',
);
const sql = fc.oneof(
  { weight: 5, arbitrary: fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(' ')) },
  { weight: 2, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map(pieces => `SELECT ${pieces.join(' ')}`) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
);

describe('the read-only questions', () => {
  let folder: string;
  let leave: () => Promise<void>;
  beforeAll(async () => ({ folder, leave } = await openTestWorkspace()));
  afterAll(() => leave());

  it('answer or refuse in a sentence whatever is asked, and never change the database', async () => {
    const file = join(folder, DATABASE_NAME);
    const state = (): string =>
      createHash('sha256')
        .update(readFileSync(file))
        .update(readFileSync(`${file}-wal`))
        .digest('hex');
    const before = state();
    await fc.assert(
      fc.asyncProperty(sql, async asked => {
        const answer = await harmless(() => answerSql({ file, sql: asked, maxRows: 100 }));
        if (!answer.ok) expectSentence(answer.error.sentence);
      }),
      { seed: 51, numRuns: 400 },
    );
    expect(state()).toBe(before);
  });
});
