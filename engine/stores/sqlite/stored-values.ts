import type { Database } from 'better-sqlite3';
import { hashOf, hashText, type Hash } from '../../base/hash.ts';
import type { OrgId, SliceName } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import type { JsonSchema } from '../../base/json-schema.ts';
import { valueHash } from '../../base/value-ref.ts';
import { flowHash } from '../../flow/flow-hash.ts';
import type { Flow } from '../../flow/flow.ts';
import { packetHash, sliceHash } from '../../packet/packet.ts';
import type { StoredValue } from '../../verify/stored-facts.ts';
import { fromJson } from './columns.ts';

/** Each table of values that stand under their own hash: how they are read, and how one is hashed again. */
const TABLES: readonly {
  readonly what: StoredValue['what'];
  readonly table: string;
  readonly key: string;
  readonly columns: string;
  readonly hash: (cells: Cells, orgId: OrgId) => Hash;
}[] = [
  {
    what: 'blob',
    table: 'atelier_blobs',
    key: 'hash',
    columns: 'text AS value',
    hash: ({ value = '' }) => hashText('atelier/value/v1', value),
  },
  {
    what: 'slice',
    table: 'atelier_slices',
    key: 'slice_hash',
    columns: 'name, schema, value',
    // true in all of these: the hash of a forged value differs, whatever shape it has
    hash: ({ name = '', schema = '', value = '' }) => sliceHash(name as SliceName, fromJson(schema) as JsonSchema, fromJson(value) as Json),
  },
  {
    what: 'packet',
    table: 'atelier_packets',
    key: 'packet_hash',
    columns: 'slices AS value',
    hash: ({ value = '' }, orgId) =>
      packetHash(
        orgId,
        Object.entries(fromJson(value) as Record<SliceName, Hash>).map(([name, hash]) => ({ name: name as SliceName, hash })),
      ),
  },
  {
    what: 'definition',
    table: 'atelier_definitions',
    key: 'version_hash',
    columns: 'definition AS value',
    hash: ({ value = '' }) => flowHash(fromJson(value) as Flow),
  },
  {
    // A wrong answer here would be served to other runs: it must be the one it was, under the key that its evidence has.
    what: 'cache',
    table: 'atelier_stage_cache',
    key: 'stage_key',
    columns: 'preimage, answer, answer_hash AS "answerHash"',
    hash: ({ key = '', preimage = '', answer, answerHash }) =>
      typeof answer === 'string' && valueHash(fromJson(answer) as Json) !== answerHash
        ? hashText('atelier/value/v1', `${key} with another answer`)
        : hashOf('atelier/stage/v1', fromJson(preimage)),
  },
];

/** Values read in one go: some are megabytes. */
const AT_ONCE = 20;

/** Each value with what it hashes to now, a few at a time: a workspace may hold more of them than memory does. */
export function* storedValues(database: Database, orgId: OrgId, only: readonly string[] | null): Generator<StoredValue> {
  for (const { what, table, key, columns, hash } of TABLES) {
    const select = `SELECT ${key} AS "key", ${columns} FROM ${table} WHERE org_id = ?`;
    const values =
      only === null ? inPages(database, orgId, { table, key, select }) : named(database, orgId, only, `${select} AND ${key} = ?`);
    for (const cells of values) yield { what, hash: cells['key'] ?? '', found: hashed(() => hash(cells, orgId)) };
  }
}

/** By the names that `columns` gives; `answer` of the cache is null where it is a blob. */
type Cells = Readonly<Partial<Record<string, string>> & { readonly answer?: string | null }>;

function* named(database: Database, orgId: OrgId, keys: readonly string[], select: string): Generator<Cells> {
  const one = database.prepare<string[], Cells>(select);
  for (const key of keys) yield* one.all(orgId, key);
}

function* inPages(database: Database, orgId: OrgId, from: { table: string; key: string; select: string }): Generator<Cells> {
  const { table, key, select } = from;
  const page = database.prepare<string[], Cells>(`${select} AND ${key} > ? AND ${key} <= ?`);
  const pageEnd = database
    .prepare<[string, string], string | null>(
      `SELECT max(k) FROM (SELECT ${key} AS k FROM ${table} WHERE org_id = ? AND ${key} > ? ORDER BY ${key} LIMIT ${String(AT_ONCE)})`,
    )
    .pluck();
  let after = '';
  for (;;) {
    const upTo = pageEnd.get(orgId, after) ?? null;
    if (upTo === null) return;
    yield* page.all(orgId, after, upTo);
    after = upTo;
  }
}

function hashed(hash: () => Hash): Hash | null {
  try {
    return hash();
  } catch {
    return null; // not JSON, or not canonical: nothing that an engine wrote
  }
}
