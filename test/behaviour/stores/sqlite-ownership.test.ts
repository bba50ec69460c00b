import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../../../engine/runner/run-store.ts';
import { openSqlite } from '../../../engine/stores/sqlite/open-sqlite.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { ANA, aNewRun, FLOW, FLOW_ID, runId } from './a-run.ts';
import { openOrThrow, ORG, sqliteOptions } from './a-store.ts';

describe('The owner of a workspace', () => {
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-owner-'));
    file = join(folder, 'atelier.db');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    await rm(folder, { recursive: true, force: true });
  });

  /** Another program that owns the workspace and goes on writing to it. */
  async function anotherOwner(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-workspace.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  it('is the only one: a second program is told who it is and changes nothing', async () => {
    const owner = await anotherOwner();

    const second = await openSqlite(sqliteOptions(file));

    expect(second).toMatchObject({ ok: false, error: { kind: 'locked' } });
    expect(!second.ok && second.error.sentence).toContain(`hold-workspace.ts (process ${String(owner.pid)})`);
    expect(owner.exitCode).toBeNull();
  });

  it('is the only one within one program too', async () => {
    const first = await openOrThrow(sqliteOptions(file));

    expect(await openSqlite(sqliteOptions(file))).toMatchObject({ ok: false, error: { kind: 'locked' } });

    await first.runs.create(aNewRun('a'));
    await first.close();
    await (await openOrThrow(sqliteOptions(file))).close();
  });

  it('gives the workspace free when it is killed, with every row that it was told is written', async () => {
    const owner = await anotherOwner();
    const reader = await openOrThrow({ ...sqliteOptions(file), mode: 'read-only' });
    const seen = await reader.trace.rowsOf(ORG, runId('held'));
    await reader.close();
    await kill(owner);

    const store = await openOrThrow(sqliteOptions(file));

    const rows = await store.trace.rowsOf(ORG, runId('held'));
    expect(rows.length).toBeGreaterThanOrEqual(seen.length);
    expect(chainBreak(rows)).toBeNull();
    expect(await store.runs.head(ORG, runId('held'))).toEqual({ lastSeq: rows.length, lastHash: rows.at(-1)?.rowHash });
    await store.close();
  });

  it('leaves no sign of itself when it closes', async () => {
    const store = await openOrThrow(sqliteOptions(file));
    expect(existsSync(join(folder, 'atelier.owner.json'))).toBe(true);

    await store.close();

    expect(existsSync(join(folder, 'atelier.owner.json'))).toBe(false);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('takes nothing more after it has closed', async () => {
    const store = await openOrThrow(sqliteOptions(file));
    await store.close();

    await expect(store.runs.create(aNewRun('a'))).rejects.toThrow(StorageError);
  });

  it('writes what was asked of it before it closes', async () => {
    const store = await openOrThrow(sqliteOptions(file));

    const [created] = await Promise.all([store.runs.create(aNewRun('a')), store.close()]);

    expect(created).toEqual({ kind: 'created' });
    const again = await openOrThrow(sqliteOptions(file));
    expect(await again.runs.unfinished(ORG)).toEqual([runId('a')]);
    await again.close();
  });

  it('is read beside: each look is whole, and later ones show more', async () => {
    await anotherOwner();
    const reader = await openOrThrow({ ...sqliteOptions(file), mode: 'read-only' });
    const look = async () => {
      const rows = await reader.trace.rowsOf(ORG, runId('held'));
      expect(chainBreak(rows)).toBeNull();
      return rows.length;
    };

    const first = await look();
    let last = first;
    while (last === first) last = await look(); // the owner goes on writing, so this ends

    expect(last).toBeGreaterThan(first);
    await reader.close();
  });

  it('is not written to by a reader', async () => {
    await (await openOrThrow(sqliteOptions(file))).close();
    const reader = await openOrThrow({ ...sqliteOptions(file), mode: 'read-only' });

    await expect(reader.runs.create(aNewRun('a'))).rejects.toThrow(StorageError);
    await expect(reader.flows.publish(ORG, FLOW_ID, FLOW, ANA, 'First', 1)).rejects.toThrow(StorageError);

    expect(reader.describe()).toMatch(/^SQLite 3\.[\d.]+, reading only$/);
    await reader.close();
  });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
