import { Hash } from '../../base/hash.ts';
import { MemoryVersion } from '../../memory/memory.ts';
import type { LinkedMemory } from '../../memory/memory-chain.ts';
import { fromJson, type Cell } from './columns.ts';

const COLUMNS = [
  ...['org_id', 'number', 'memory_id', 'version', 'scope', 'topic', 'text', 'state', 'actor', 'reason', 'at_us'],
  ...['run_id', 'step_id', 'visit', 'attempt', 'trace_seq', 'claim_id', 'citations', 'prev_hash', 'row_hash'],
] as const;

/** Every column, for a SELECT; `table` is the name that its rows go by there. */
export const memoryColumns = (table: string): string => COLUMNS.map(column => `${table}.${column}`).join(', ');

export const INSERT_MEMORY = `INSERT INTO atelier_memories (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;

/** In the order of `INSERT_MEMORY`. */
export function memoryCells(linked: LinkedMemory, rowHash: string): Cell[] {
  const { source } = linked;
  return [
    ...[linked.orgId, linked.number, linked.memoryId, linked.version, linked.scope, linked.topic, linked.text, linked.state],
    ...[linked.by, linked.reason, linked.atUs],
    ...[source?.runId ?? null, source?.stepId ?? null, source?.visit ?? null, source?.attempt ?? null, source?.traceSeq ?? null],
    ...[source?.claimId ?? null, source === null ? null : JSON.stringify(source.citations)],
    ...[linked.prevHash, rowHash],
  ];
}

/** A row of the table as SQLite gives it. */
export interface MemoryCells {
  readonly org_id: string;
  readonly number: number;
  readonly memory_id: string;
  readonly version: number;
  readonly scope: string;
  readonly topic: string;
  readonly text: string;
  readonly state: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly at_us: number;
  readonly run_id: string | null;
  readonly step_id: string | null;
  readonly visit: number | null;
  readonly attempt: number | null;
  readonly trace_seq: number | null;
  readonly claim_id: string | null;
  readonly citations: string | null;
  readonly prev_hash: string | null;
  readonly row_hash: string;
}

/** Throws a ZodError for a row that no engine wrote. */
export function memoryFrom(row: MemoryCells): MemoryVersion {
  const { org_id: orgId, memory_id: memoryId, version, scope, topic, text, state, actor: by, reason, at_us: atUs } = row;
  const source =
    row.run_id === null
      ? null
      : {
          ...{ runId: row.run_id, stepId: row.step_id, visit: row.visit, attempt: row.attempt, traceSeq: row.trace_seq },
          ...{ claimId: row.claim_id, citations: fromJson(row.citations ?? '[]') },
        };
  return MemoryVersion.parse({ orgId, memoryId, version, scope, topic, text, state, by, reason, atUs, source });
}

/** A version with its place in the org's line, as it was hashed; null for a row that no engine wrote. */
export function linkedMemory(row: MemoryCells): LinkedMemory | null {
  try {
    return { ...memoryFrom(row), number: row.number, prevHash: row.prev_hash === null ? null : Hash.parse(row.prev_hash) };
  } catch {
    return null;
  }
}
