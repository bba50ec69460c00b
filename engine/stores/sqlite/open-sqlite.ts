import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OrgId } from '../../base/ids.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { EventInbox } from '../../bus/event.ts';
import type { Outbox } from '../../bus/outbox.ts';
import type { StageCache } from '../../cache/stage-cache.ts';
import type { FlowStore } from '../../flow/flow-store.ts';
import type { LedgerReader } from '../../ledger/ledger-store.ts';
import type { MemoryStore } from '../../memory/memory-store.ts';
import type { RunStore } from '../../runner/run-store.ts';
import type { CheckpointStore } from '../../trace/checkpoint-store.ts';
import type { TraceReader } from '../../trace/trace-store.ts';
import type { TestStore } from '../../test-set/test-store.ts';
import type { TriggerStore } from '../../triggers/trigger-store.ts';
import type { StoredFacts } from '../../verify/stored-facts.ts';
import { prepareWriter } from './connection.ts';
import { openCheckpointStore } from './checkpoint-store.ts';
import { openEventInbox } from './event-inbox.ts';
import { openEventOutbox } from './event-outbox.ts';
import { openFlowStore } from './flow-store.ts';
import { inspectDatabase } from './inspect-database.ts';
import { openLedgerReader } from './ledger-reader.ts';
import { openMemoryStore } from './memory-store.ts';
import { migrate } from './migrate.ts';
import { ALL_MIGRATIONS, NEWEST_MIGRATION } from './migrations/all-migrations.ts';
import { cannotOpen, openProblem, type OpenProblem } from './open-problem.ts';
import { takeOwnership, type Ownership } from './ownership.ts';
import { openRunStore } from './run-store.ts';
import { openStageCache } from './stage-cache.ts';
import { openStoredFacts } from './stored-facts.ts';
import { openTraceReader } from './trace-reader.ts';
import { openTestStore } from './test-store.ts';
import { openTriggerStore } from './trigger-store.ts';
import { openWriteQueue } from './write-queue.ts';
import { openWritingThread } from './writing-thread.ts';

export interface SqliteOptions {
  /** Of the database. Its folder is made when missing, and is what the owner's lock is on. */
  readonly file: string;
  readonly orgId: OrgId;
  readonly orgName: string;
  /** `own` writes and lets nobody else; `read-only` reads beside an owner, and answers every write with `StorageError`. */
  readonly mode: 'own' | 'read-only';
  /** False: writes everything in the thread that asks, so that it happens in the same order each time. */
  readonly writingThread?: boolean;
  nowUs(): number;
}

/** A workspace's database, open. */
export interface SqliteStore {
  readonly runs: RunStore;
  readonly flows: FlowStore;
  readonly cache: StageCache;
  readonly ledger: LedgerReader;
  readonly trace: TraceReader;
  readonly events: EventInbox;
  readonly triggers: TriggerStore;
  readonly tests: TestStore;
  readonly outbox: Outbox;
  readonly memory: MemoryStore;
  readonly checkpoints: CheckpointStore;
  /** The tables as they are, for checking. */
  readonly facts: StoredFacts;
  /** Dialect, version and durability in a few words, e.g. "SQLite 3.54.1, one writer, WAL, synchronous FULL". */
  describe(): string;
  /** Writes what is under way, then gives the workspace free. */
  close(): Promise<void>;
}

const UPSERT_ORG = `INSERT INTO atelier_orgs (org_id, name, created_at_us) VALUES (?, ?, ?)
  ON CONFLICT (org_id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name`;

/**
 * Opens the database of a workspace, making it when it is not there. Nothing is written before the folder is ours, the file is known to be
 * whole, and its schema is one we know.
 */
export function openSqlite(options: SqliteOptions): Promise<Result<SqliteStore, OpenProblem>> {
  return new Promise(resolve => resolve(options.mode === 'own' ? openAsOwner(options) : openAsReader(options)));
}

function openAsOwner(options: SqliteOptions): Result<SqliteStore, OpenProblem> {
  const { file } = options;
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    proveWritable(folder);
  } catch (error) {
    return refused(openProblem(error, file));
  }
  const ownership = takeOwnership(folder);
  if (!ownership.ok) return ownership;
  const opened = openOwned(options, ownership.value);
  if (!opened.ok) ownership.value.release();
  return opened;
}

/** Throws Node's error when nothing can be made in the folder. By trying, since the rights alone do not tell: a disk may be read-only. */
function proveWritable(folder: string): void {
  const probe = join(folder, `.atelier-probe-${randomUUID()}`);
  writeFileSync(probe, '', { flag: 'wx' });
  rmSync(probe);
}

function openOwned(options: SqliteOptions, ownership: Ownership): Result<SqliteStore, OpenProblem> {
  const { file, orgId, orgName } = options;
  const inspection = inspectDatabase(file);
  if (inspection.kind !== 'absent' && inspection.kind !== 'sound') return refused(inspection);
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
    if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
      throw new NoWalError('its disk offers no shared memory, which the write-ahead log needs');
    prepareWriter(database);
    migrate(database, ALL_MIGRATIONS, () => options.nowUs());
    database.prepare(UPSERT_ORG).run(orgId, orgName, options.nowUs());
  } catch (error) {
    database?.close();
    return refused(error instanceof NoWalError ? cannotOpen(file, error.message) : openProblem(error, file));
  }
  return ok(storeOn(database, 'one writer, WAL, synchronous FULL', options.writingThread ?? true, () => ownership.release()));
}

class NoWalError extends Error {
  override readonly name = 'NoWalError';
}

function openAsReader({ file }: SqliteOptions): Result<SqliteStore, OpenProblem> {
  const inspection = inspectDatabase(file);
  if (inspection.kind === 'absent') return refused(cannotOpen(file, 'it is not there'));
  if (inspection.kind !== 'sound') return refused(inspection);
  if (inspection.schemaNumber < NEWEST_MIGRATION)
    return refused(cannotOpen(file, 'it was made by an older Atelier and has to be opened for writing once'));
  try {
    return ok(storeOn(new Database(file, { readonly: true, fileMustExist: true }), 'reading only', false, () => undefined));
  } catch (error) {
    return refused(openProblem(error, file));
  }
}

function storeOn(database: Database.Database, how: string, thread: boolean, release: () => void): SqliteStore {
  const queue = openWriteQueue(database, thread ? () => openWritingThread(database.name) : null);
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  return {
    runs: openRunStore(database, queue, `process ${process.pid}`),
    flows: openFlowStore(database, queue),
    cache: openStageCache(database, queue),
    ledger: openLedgerReader(database),
    trace: openTraceReader(database),
    events: openEventInbox(database, queue),
    triggers: openTriggerStore(database, queue),
    tests: openTestStore(database, queue),
    outbox: openEventOutbox(database, queue),
    memory: openMemoryStore(database, queue),
    checkpoints: openCheckpointStore(database, queue),
    facts: openStoredFacts(database),
    describe: () => `SQLite ${version}, ${how}`,
    close: async () => {
      await queue.close();
      database.close();
      release();
    },
  };
}
