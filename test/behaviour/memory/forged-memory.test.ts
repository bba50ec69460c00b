import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryIdOf } from '../../../engine/memory/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { CALL, INTAKE, openTwoFlows, runOf } from './two-flows.ts';

/** What somebody with the file could do to memory behind the engine's back. */
const FORGERIES: readonly (readonly [name: string, sql: string, found: string])[] = [
  ['an edited text', `UPDATE atelier_memories SET text = 'Call her Sir.' WHERE number = 1`, 'was changed after it was written'],
  ['an edited reason', `UPDATE atelier_memories SET reason = 'None.' WHERE number = 2`, 'was changed after it was written'],
  ['a correction taken away', 'DELETE FROM atelier_memories WHERE number = 2', 'are gone'],
  ['what a run remembered taken away', 'DELETE FROM atelier_memories WHERE number = 1', 'and that memory is gone'],
  ['a memory given to another row', 'UPDATE atelier_memories SET trace_seq = 1 WHERE number = 1', 'is not what row 1 of the trace says'],
];

describe('memory that was changed behind the engine', () => {
  let opened: Awaited<ReturnType<typeof openTwoFlows>>;
  beforeAll(async () => {
    opened = await openTwoFlows();
    const { workspace } = opened;
    await runOf(workspace, INTAKE, { call: CALL, client: 'Maya' });
    const change = {
      memoryId: memoryIdOf(MemoryScope.parse('subject:Maya'), 'Preferred greeting'),
      by: workspace.me,
      reason: 'So.',
      atUs: 1,
    };
    await workspace.memory.correct(workspace.orgId, { ...change, version: 1, text: 'Hello.' });
    await workspace.memory.correct(workspace.orgId, { ...change, version: 2, text: 'Good day.' });
  });
  afterAll(() => opened.leave());

  it.each(FORGERIES)('is found: %s', async (_name, sql, found) => {
    const { workspace, folder } = opened;
    const database = new Database(join(folder, 'atelier.db'));
    const triggers = database
      .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
      .all();
    const before = database.prepare<[], Record<string, unknown>>('SELECT * FROM atelier_memories').all();
    try {
      for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
      database.exec(sql);
      const report = await workspace.verify();
      expect(report.ok).toBe(false);
      expect(report.breaks.map(({ what, sentence }) => `${what}: ${sentence}`).join('\n')).toContain(found);
      expect(report.breaks.every(({ what }) => what === 'memory')).toBe(true);
    } finally {
      database.exec('DELETE FROM atelier_memories');
      for (const row of before) {
        const columns = Object.keys(row);
        database
          .prepare(`INSERT INTO atelier_memories (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
          .run(...Object.values(row));
      }
      for (const trigger of triggers) database.exec(trigger.sql);
      database.close();
    }
  });

  it('holds as it was written, and is refused any change by the database itself', async () => {
    const { workspace, folder } = opened;
    expect((await workspace.verify()).breaks).toEqual([]);
    const database = new Database(join(folder, 'atelier.db'));
    expect(() => database.exec(`UPDATE atelier_memories SET text = ''`)).toThrow('append-only');
    expect(() => database.exec('DELETE FROM atelier_memories')).toThrow('append-only');
    expect(() => database.exec('INSERT OR REPLACE INTO atelier_memories SELECT * FROM atelier_memories')).toThrow('append-only');
    database.close();
  });
});
