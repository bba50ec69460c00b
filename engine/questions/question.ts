import { z } from 'zod';
import { ok, refused, type Result } from '../base/result.ts';

/** A saved question: one SELECT over trace and ledger, with what it is called and what may be set in it. `:org` is always bound. */
export const Question = z.strictObject({
  /** Its file's name without the ending. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'A question’s name is made of small letters, digits and hyphens.'),
  title: z.string().min(1).max(200),
  description: z.string().min(1).max(1000),
  /** What may be set, with what holds when it is not. */
  parameters: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,31}$/), z.string().max(200)),
  sql: z.string().min(1).max(20_000),
});
export type Question = z.infer<typeof Question>;

/** Bound for every question: the org whose rows are asked for. */
export const ORG_PARAMETER = 'org';

/**
 * Reads a question's file: comment lines `-- title: …`, `-- description: …` and one `-- with NAME: DEFAULT` for each parameter, then the SELECT, which
 * names parameters as `:NAME`. The error is a sentence without the name of the file.
 */
export function readQuestion(name: string, text: string): Result<Question, string> {
  const head: Record<string, string> = {};
  const parameters: Record<string, string> = {};
  const lines = text.split('\n');
  let line = 0;
  for (; lines[line]?.startsWith('--') === true; line++) {
    const [, parameter, value = ''] = /^-- (title|description|with [a-z0-9_]+): (.*)$/.exec(lines[line] ?? '') ?? [];
    if (parameter === undefined) return refused(`its line ${String(line + 1)} is neither a title, a description nor a parameter.`);
    if (parameter.startsWith('with ')) parameters[parameter.slice(5)] = value.trim();
    else head[parameter] = value.trim();
  }
  const sql = lines.slice(line).join('\n').trim();
  const read = Question.safeParse({ name, title: head['title'] ?? '', description: head['description'] ?? '', parameters, sql });
  if (!read.success) return refused(`${read.error.issues[0]?.path.join('.') ?? 'it'} is missing or does not fit.`);
  const named = new Set(Array.from(sql.matchAll(/(?<![\w:]):([a-z][a-z0-9_]*)/g), ([, word]) => word ?? ''));
  const unset = [...named].find(word => word !== ORG_PARAMETER && !(word in parameters));
  if (unset !== undefined) return refused(`it names :${unset}, which no line “-- with ${unset}: …” gives a value.`);
  const unused = Object.keys(parameters).find(word => !named.has(word));
  return unused === undefined ? ok(read.data) : refused(`its parameter ${unused} stands nowhere in the SELECT.`);
}
