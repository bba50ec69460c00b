import { z } from 'zod';
import { JsonValue } from '../../base/json.ts';

/** What the door asks the process that reads for it. */
export const SqlRequest = z.object({
  file: z.string(),
  sql: z.string(),
  /** Of `:name` parameters. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
  maxRows: z.int().positive(),
});
export type SqlRequest = z.infer<typeof SqlRequest>;

export const SqlTable = z.object({ columns: z.array(z.string()), rows: z.array(z.array(JsonValue)), truncated: z.boolean() });
/** The rows of a SELECT, each in the order of `columns`; `truncated` when there were more than asked for. */
export type SqlTable = z.infer<typeof SqlTable>;

export const SqlProblem = z.object({
  sentence: z.string(),
  position: z.int().nonnegative().optional(),
  length: z.int().positive().optional(),
});
/** Why there is no answer; `position` is where in the text, in UTF-16 characters from 0, and `length` how much of it, when that can be told. */
export interface SqlProblem {
  readonly sentence: string;
  readonly position?: number | undefined;
  readonly length?: number | undefined;
}

export const SqlReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: SqlTable }),
  z.object({ ok: z.literal(false), error: SqlProblem }),
]);
export type SqlReply = z.infer<typeof SqlReply>;

const values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** A look through a table from its newest row back. */
export const ScanRequest = z.object({
  table: z.enum(['atelier_traces', 'atelier_ledger']),
  /** Its first column is the rowid; it takes `:from` and, one behind its last, `:to`, and goes from the newest back. */
  sql: z.string(),
  values,
  before: z.int().nullable(),
  limit: z.int().positive(),
  budgetMs: z.number(),
});
export type ScanRequest = z.infer<typeof ScanRequest>;

export const ScanReply = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(JsonValue)),
  before: z.int().nullable(),
  written: z.int(),
});
export type ScanReply = z.infer<typeof ScanReply>;

/** What is asked of the process that stays, one JSON text a line. */
export const ReaderRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), sql: z.string(), values, maxRows: z.int().positive() }),
  z.object({ kind: z.literal('check'), sql: z.string() }),
  z.object({ kind: z.literal('scan'), scan: ScanRequest }),
]);
export type ReaderRequest = z.infer<typeof ReaderRequest>;

/** What it answers, in the same order, each in one line. */
export const ReaderReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), table: SqlTable }),
  z.object({ kind: z.literal('scanned'), scanned: ScanReply }),
  z.object({ kind: z.literal('problem'), problem: SqlProblem }),
  /** A check that found nothing wrong. */
  z.object({ kind: z.literal('fine') }),
]);
export type ReaderReply = z.infer<typeof ReaderReply>;
