import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrgId } from '../../../engine/base/ids.ts';
import { openSqlite, type SqliteOptions, type SqliteStore } from '../../../engine/stores/sqlite/open-sqlite.ts';

/** What the behaviour suites ask of a store, whatever keeps it. */
export type Store = Pick<
  SqliteStore,
  'runs' | 'flows' | 'cache' | 'ledger' | 'trace' | 'events' | 'outbox' | 'triggers' | 'checkpoints' | 'memory' | 'tests'
>;

/** A store of a test's own. */
export interface OpenedStore {
  readonly store: Store;
  /** Closes and opens the same again, as a restart does. */
  reopen(): Promise<Store>;
  /** Closes it and removes all it kept. */
  leave(): Promise<void>;
}

export type OpenStore = () => Promise<OpenedStore>;

export const ORG = OrgId.parse('house');
/** Known to each store that is opened for a test, beside `ORG`. */
export const OTHER_ORG = OrgId.parse('neighbour');

/** A store on a real file in a temporary folder. */
export const openSqliteForTest: OpenStore = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-store-'));
  const options = sqliteOptions(join(folder, 'atelier.db'));
  await (await openOrThrow({ ...options, orgId: OTHER_ORG, orgName: 'Neighbour' })).close();
  let opened = await openOrThrow(options);
  return {
    store: opened,
    async reopen() {
      await opened.close();
      opened = await openOrThrow(options);
      return opened;
    },
    async leave() {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const sqliteOptions = (file: string): SqliteOptions => ({ file, orgId: ORG, orgName: 'House', mode: 'own', nowUs: () => 1_000_000 });

export async function openOrThrow(options: SqliteOptions): Promise<SqliteStore> {
  const opened = await openSqlite(options);
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value;
}
