import type { Database } from 'better-sqlite3';
import type { OrgId } from '../../base/ids.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { MemoryVersion } from '../../memory/memory.ts';
import type { MemoryChange, MemoryRefusal, MemoryStore, ScopeCount } from '../../memory/memory-store.ts';
import { snapshotOf } from '../../memory/snapshot.ts';
import { memoryColumns, memoryFrom, type MemoryCells } from './memory-rows.ts';
import { openMemoryWriter } from './memory-writer.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

/** `kept` is the newest version of its memory. */
const NEWEST = `kept.version = (SELECT max(version) FROM atelier_memories AS other WHERE other.org_id = kept.org_id AND other.memory_id = kept.memory_id)`;

const SQL = {
  snapshot: `SELECT ${memoryColumns('kept')} FROM atelier_memories AS kept WHERE org_id = ? AND scope = ? AND state = 'current' AND ${NEWEST}`,
  history: `SELECT ${memoryColumns('kept')} FROM atelier_memories AS kept WHERE org_id = ? AND memory_id = ? ORDER BY version`,
  list: `SELECT ${memoryColumns('kept')} FROM atelier_memories AS kept
    WHERE org_id = :org AND (:scope IS NULL OR scope = :scope) AND (:retired = 1 OR state = 'current') AND ${NEWEST} ORDER BY number DESC LIMIT :limit`,
  scopes: `SELECT scope, count(*) FILTER (WHERE state = 'current') AS memories FROM atelier_memories AS kept
    WHERE org_id = ? AND ${NEWEST} GROUP BY scope ORDER BY scope`,
  // The org stands in the index too, so that nothing of another is ranked; topics weigh more than texts.
  search: `SELECT ${memoryColumns('kept')} FROM atelier_memory_words AS words JOIN atelier_memories AS kept ON kept.line = words.rowid
    WHERE atelier_memory_words MATCH :words AND words.org_id = :org AND kept.org_id = :org AND (:scope IS NULL OR scope = :scope)
    ORDER BY bm25(atelier_memory_words, 4.0, 1.0), scope, kept.topic LIMIT :limit`,
} as const;

export function openMemoryStore(database: Database, queue: WriteQueue): MemoryStore {
  const snapshot = database.prepare<[string, string], MemoryCells>(SQL.snapshot);
  const history = database.prepare<[string, string], MemoryCells>(SQL.history);
  const list = database.prepare<[Record<string, unknown>], MemoryCells>(SQL.list);
  const scopes = database.prepare<[string], ScopeCount>(SQL.scopes);
  const search = database.prepare<[Record<string, unknown>], MemoryCells>(SQL.search);
  const write = openMemoryWriter(database);

  const change = (orgId: OrgId, asked: MemoryChange, state: MemoryVersion['state'], text?: string) =>
    queue.add<Result<MemoryVersion, MemoryRefusal>>({
      check: () => null,
      write: () => {
        const newest = history.all(orgId, asked.memoryId).map(memoryFrom).at(-1);
        const refusal = refusalOf(newest, asked, state, text);
        if (newest === undefined || refusal !== null) return refused(refusal ?? 'no-such-memory');
        const { memoryId, scope, topic } = newest;
        const { by, reason, atUs } = asked;
        return ok(write(orgId, { memoryId, scope, topic, text: text ?? newest.text, state, by, reason, atUs, source: null }));
      },
    });

  return {
    snapshot: (orgId, scope) => answerRead(() => snapshotOf(scope, snapshot.all(orgId, scope).map(memoryFrom))),
    history: (orgId, memoryId) => answerRead(() => history.all(orgId, memoryId).map(memoryFrom)),
    list: (orgId, { scope = null, retired = false, limit }) =>
      answerRead(() => list.all({ org: orgId, scope, retired: retired ? 1 : 0, limit }).map(memoryFrom)),
    scopes: orgId => answerRead(() => scopes.all(orgId)),
    search: (orgId, query, { scope = null, limit }) =>
      answerRead(() => {
        const words = matchOf(query);
        return words === '' ? [] : search.all({ words, org: orgId, scope, limit }).map(memoryFrom);
      }),
    correct: (orgId, { text, ...asked }) => change(orgId, asked, 'current', text),
    retire: (orgId, asked) => change(orgId, asked, 'retired'),
  };
}

function refusalOf(
  newest: MemoryVersion | undefined,
  { version }: MemoryChange,
  state: MemoryVersion['state'],
  text: string | undefined,
): MemoryRefusal | null {
  if (newest === undefined) return 'no-such-memory';
  if (newest.version !== version) return 'newer-version';
  if (state === 'retired') return newest.state === 'retired' ? 'retired' : null;
  return newest.state === 'current' && newest.text === text ? 'same-text' : null;
}

/** All words of a question as FTS5 takes them: each in quotes, so that nothing a person types is read as its syntax, and each as a beginning. */
const matchOf = (query: string): string =>
  Array.from(query.matchAll(/[\p{L}\p{N}]+/gu), ([word]) => `"${word}"*`)
    .slice(0, 32)
    .join(' ');
