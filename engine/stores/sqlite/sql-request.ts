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

export const SqlProblem = z.object({ sentence: z.string(), position: z.int().nonnegative().optional() });
/** Why there is no answer; `position` is where in the text, in characters from 0, when SQLite's words tell. */
export interface SqlProblem {
  readonly sentence: string;
  readonly position?: number | undefined;
}

export const SqlReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: SqlTable }),
  z.object({ ok: z.literal(false), error: SqlProblem }),
]);
export type SqlReply = z.infer<typeof SqlReply>;
