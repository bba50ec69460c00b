import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../../../engine/runner/run-store.ts';
import type { WriteJob } from '../../../engine/stores/sqlite/group-writer.ts';
import { openWriteQueue, type WriteQueue } from '../../../engine/stores/sqlite/write-queue.ts';

describe('The write queue', () => {
  let said: string[];
  let database: Database.Database;
  let queue: WriteQueue;
  beforeEach(() => {
    said = [];
    database = new Database(':memory:', { verbose: sql => said.push(String(sql)) });
    database.exec('CREATE TABLE numbers (number INTEGER PRIMARY KEY)');
    queue = openWriteQueue(database);
    said.length = 0;
  });

  const add = (number: number, refusal: Error | null = null): WriteJob<number> => ({
    check: () => refusal,
    write: () => {
      database.exec(`INSERT INTO numbers VALUES (${String(number)})`);
      return number;
    },
  });
  const numbers = () => database.prepare('SELECT number FROM numbers ORDER BY number').pluck().all();

  it('writes all that was asked for in one turn in one transaction, in the order of asking', async () => {
    const written = await Promise.all([3, 1, 2].map(number => queue.add(add(number))));

    expect(written).toEqual([3, 1, 2]);
    expect(said).toEqual(['BEGIN IMMEDIATE', ...[3, 1, 2].map(number => `INSERT INTO numbers VALUES (${String(number)})`), 'COMMIT']);
  });

  it('answers nobody before the commit', async () => {
    const order: string[] = [];
    const pending = queue.add(add(1)).then(() => order.push(`answered after ${said.at(-1) ?? ''}`));

    expect(said).toEqual([]);
    await pending;
    expect(order).toEqual(['answered after COMMIT']);
  });

  it('gives a later turn a transaction of its own', async () => {
    await queue.add(add(1));
    await queue.add(add(2));

    expect(said.filter(sql => sql === 'COMMIT')).toHaveLength(2);
  });

  it('refuses what its check refuses, without disturbing the others', async () => {
    const outcomes = await Promise.allSettled([queue.add(add(1)), queue.add(add(2, new Error('Not this one.'))), queue.add(add(3))]);

    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(said.filter(sql => sql === 'COMMIT')).toHaveLength(1);
    expect(numbers()).toEqual([1, 3]);
  });

  it('takes a group back when one fails while it writes, and does each alone', async () => {
    await queue.add(add(2));

    const outcomes = await Promise.allSettled([1, 2, 3].map(number => queue.add(add(number))));

    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(database.inTransaction).toBe(false);
  });

  it('leaves nothing of a job that fails after its first write', async () => {
    const half: WriteJob<void> = {
      check: () => null,
      write: () => {
        database.exec('INSERT INTO numbers VALUES (8)');
        throw new TypeError('A fault of ours.');
      },
    };

    const outcomes = await Promise.allSettled([queue.add(half), queue.add(add(9))]);

    expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'fulfilled']);
    expect(numbers()).toEqual([9]);
  });

  it('writes what it was asked for when it closes, and nothing after', async () => {
    const pending = queue.add(add(1));

    await queue.close();

    expect(await pending).toBe(1);
    await expect(queue.add(add(2))).rejects.toThrow(StorageError);
  });
});
