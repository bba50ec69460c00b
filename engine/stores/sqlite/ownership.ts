import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ok, refused, type Result } from '../../base/result.ts';
import { cannotOpen, openProblem, type OpenProblem } from './open-problem.ts';
import { isSqliteError } from './storage-error.ts';

/**
 * One process owns a workspace: it alone drives runs and writes. The right is SQLite's own exclusive lock on an empty second database,
 * `atelier.lock`, held by an open `BEGIN EXCLUSIVE` for the life of the process. Such a lock belongs to the process in the operating
 * system's books, which closes them however the process ends, SIGKILL and a crash included: there is no stale lock to judge, no process
 * number that another process may have been given since, no heartbeat. The workspace's database itself cannot serve, since an exclusive
 * lock on it would keep readers out.
 *
 * The file must only ever be opened by SQLite: on POSIX systems, closing any other descriptor of it in this process would drop the lock.
 * `atelier.owner.json` beside it says who holds it, for the sentence alone; it decides nothing.
 */
export interface Ownership {
  release(): void;
}

const LOCK = 'atelier.lock';
const OWNER = 'atelier.owner.json';
const Owner = z.object({ pid: z.int(), program: z.string() });

export function takeOwnership(folder: string): Result<Ownership, OpenProblem> {
  const lockFile = join(folder, LOCK);
  const ownerFile = join(folder, OWNER);
  let lock: Database.Database | null = null;
  try {
    lock = new Database(lockFile, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    const owner: z.infer<typeof Owner> = { pid: process.pid, program: basename(process.argv[1] ?? process.execPath) };
    writeFileSync(ownerFile, JSON.stringify(owner) + '\n');
  } catch (error) {
    lock?.close();
    if (isSqliteError(error) && error.code.startsWith('SQLITE_BUSY')) return refused(locked(folder, ownerFile));
    if (isSqliteError(error) && error.code.startsWith('SQLITE_NOTADB'))
      return refused(cannotOpen(lockFile, 'something else stands in its place; remove that file'));
    return refused(openProblem(error, lockFile));
  }
  const held = lock;
  return ok({
    release: () => {
      rmSync(ownerFile, { force: true }); // first, so that it never names this process beside another's lock
      held.close();
    },
  });
}

function locked(folder: string, ownerFile: string): OpenProblem {
  const owner = readOwner(ownerFile);
  const by =
    owner === null ? 'another Atelier' : owner.pid === process.pid ? 'this very program' : `${owner.program} (process ${owner.pid})`;
  return {
    kind: 'locked',
    sentence: `The workspace ${folder} is already open in ${by}. Use it there, or close it there and open it here; nothing was changed.`,
  };
}

function readOwner(ownerFile: string): z.infer<typeof Owner> | null {
  try {
    return Owner.parse(JSON.parse(readFileSync(ownerFile, 'utf8')));
  } catch {
    return null; // written a moment after the lock is taken, so it may be missing or half there
  }
}
