import type { Database } from 'better-sqlite3';
import { Hash } from '../../base/hash.ts';
import type { OrgId } from '../../base/ids.ts';
import { memoryIdOf, type MemoryVersion, type MemoryWrite } from '../../memory/memory.ts';
import { memoryHash } from '../../memory/memory-chain.ts';
import { INSERT_MEMORY, memoryCells } from './memory-rows.ts';

const SQL = {
  newestNumber: 'SELECT number, row_hash AS "rowHash" FROM atelier_memories WHERE org_id = ? ORDER BY number DESC LIMIT 1',
  newestVersion: 'SELECT max(version) FROM atelier_memories WHERE org_id = ? AND memory_id = ?',
  insert: INSERT_MEMORY,
} as const;

/** Adds the next version of a memory, and gives it. Inside a transaction: it reads what it follows. */
export type MemoryWriter = (orgId: OrgId, version: Omit<MemoryVersion, 'orgId' | 'version'>) => MemoryVersion;

export function openMemoryWriter(database: Database): MemoryWriter {
  const newestNumber = database.prepare<[string], { readonly number: number; readonly rowHash: string }>(SQL.newestNumber);
  const newestVersion = database.prepare<[string, string], number | null>(SQL.newestVersion).pluck();
  const insert = database.prepare(SQL.insert);
  return (orgId, { memoryId, ...rest }) => {
    const last = newestNumber.get(orgId);
    const version: MemoryVersion = { orgId, memoryId, ...rest, version: (newestVersion.get(orgId, memoryId) ?? 0) + 1 };
    const linked = { ...version, number: (last?.number ?? 0) + 1, prevHash: last === undefined ? null : Hash.parse(last.rowHash) };
    insert.run(...memoryCells(linked, memoryHash(linked)));
    return version;
  };
}

/** The version that a step's word becomes. */
export const versionOf = ({ scope, topic, text, by, atUs, source }: MemoryWrite): Parameters<MemoryWriter>[1] => ({
  ...{ memoryId: memoryIdOf(scope, topic), scope, topic, text, state: 'current', by, reason: null, atUs, source },
});
