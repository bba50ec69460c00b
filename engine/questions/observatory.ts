import { z } from 'zod';
import type { Result } from '../base/result.ts';
import { JsonValue } from '../base/json.ts';
import { FlowId, RunId } from '../base/ids.ts';
import type { Question } from './question.ts';

/** What figures are put together by. */
export const FIGURE_GROUPS = ['day', 'flow', 'version', 'skill'] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** What the stages of one group came to. Money in millionths of a US dollar. */
export const Figures = z.object({
  /** Of the group: a day as `2026-11-21`, a flow, a version of it (null: drafts), a skill; null where the group is of another kind. */
  day: z.string().nullable(),
  flowId: FlowId.nullable(),
  versionNo: z.int().nullable(),
  skill: z.string().nullable(),
  /** Stages asked: answered, served or failed. */
  stages: z.int(),
  /** Served by the cache or by another run's answer. */
  hits: z.int(),
  failures: z.int(),
  costMicroUsd: z.int(),
  avoidedMicroUsd: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  claims: z.int(),
  contested: z.int(),
});
export type Figures = z.infer<typeof Figures>;

export const FigureRequest = z.object({
  by: z.enum(FIGURE_GROUPS),
  /** Null: from the beginning. */
  sinceUs: z.int().nullable(),
  /** Of the person's clock against UTC, so that days begin at their midnight. */
  offsetMinutes: z.int().min(-1440).max(1440),
});
export type FigureRequest = z.infer<typeof FigureRequest>;

/** Rows that are searched, and what may be asked of their columns; a row fits when all that is given fits. */
export const RowSearch = z.object({
  of: z.enum(['ledger', 'trace']),
  /** Words that must stand in the row, whatever the case of their letters. */
  words: z.string().max(500),
  flowId: FlowId.optional(),
  skill: z.string().max(128).optional(),
  runId: RunId.optional(),
  /** Of the trace: what happened. */
  kind: z.string().max(64).optional(),
  /** Of the ledger: hit, miss, coalesced, bypass. */
  cache: z.string().max(16).optional(),
  /** Of the ledger: ok, failed. */
  status: z.string().max(16).optional(),
  /** Of the ledger: only stages with contested claims. */
  contested: z.boolean().optional(),
  sinceUs: z.int().optional(),
  untilUs: z.int().optional(),
  /** Goes on where an answer before stopped. */
  before: z.int().nullable(),
  limit: z.int().min(1).max(1000),
});
export type RowSearch = z.infer<typeof RowSearch>;

export const SqlValue = z.union([z.string(), z.number(), z.null()]);

export const RowsFound = z.object({
  columns: z.array(z.string()),
  /** Newest first. */
  rows: z.array(z.array(JsonValue)),
  /** Where to go on; null when all rows were looked at. */
  before: z.int().nullable(),
  /** Rows that were written, of which those from `before` on were looked at. */
  written: z.int(),
});
export type RowsFound = z.infer<typeof RowsFound>;

export const AskedTable = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(JsonValue)),
  /** There were more rows than are given. */
  truncated: z.boolean(),
  tookMs: z.number(),
});
export type AskedTable = z.infer<typeof AskedTable>;

/** Why a question has no answer, and where in its text when that is known, in UTF-16 characters from 0. */
export const AskProblem = z.object({
  sentence: z.string(),
  position: z.int().nonnegative().optional(),
  length: z.int().positive().optional(),
});
export type AskProblem = z.infer<typeof AskProblem>;

/** A table that a question may name, with its columns in their order. */
export const AskableTable = z.object({ name: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) });
export type AskableTable = z.infer<typeof AskableTable>;

/** A saved question, and whether this workspace made it: such a one may be changed and removed. */
export interface ListedQuestion extends Question {
  readonly own: boolean;
}

/** What answers questions over ledger and trace, in a process of its own: nothing here waits for it, and it can change nothing. */
export interface Observatory {
  figures(request: FigureRequest): Promise<Result<readonly Figures[], AskProblem>>;
  /** Looks at the newest rows first, for as long as a screen may take; the answer says where to go on. */
  search(search: RowSearch): Promise<Result<RowsFound, AskProblem>>;
  /** One SELECT; stopped when `signal` aborts or its time is over. */
  ask(sql: string, values: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Result<AskedTable, AskProblem>>;
  /** What would be wrong with it; null when it can be asked. */
  check(sql: string): Promise<AskProblem | null>;
  tables(): Promise<readonly AskableTable[]>;
  /** Shipped ones and those of the workspace, by title. `problems` are sentences about files that were passed over. */
  questions(): Promise<{ readonly questions: readonly ListedQuestion[]; readonly problems: readonly string[] }>;
  /** Writes a question of the workspace; a sentence says why it cannot. */
  saveQuestion(question: Question): Promise<Result<null, string>>;
  /** False when the workspace has none of this name. */
  removeQuestion(name: string): Promise<boolean>;
  close(): void;
}
