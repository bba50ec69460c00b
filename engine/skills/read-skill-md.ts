import { parseDocument } from 'yaml';
import { z } from 'zod';
import { JsonSchema } from '../base/json-schema.ts';
import { schemaFault } from '../base/schema-fault.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { MODEL_CLASSES } from '../models/model.ts';

/** Larger files are not skills. */
export const MAX_SKILL_CHARS = 200_000;

/** Stands for the text of a file that is no UTF-8. */
export const NOT_UTF8 = '\uFFFD';

export const SkillName = z
  .string()
  .max(128)
  .regex(/^[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)*$/, 'Write lower-case words joined by _, - or ., e.g. draft_notes.');

const SkillSchema = JsonSchema.check(context => {
  const fault = schemaFault(context.value);
  if (fault !== null) context.issues.push({ code: 'custom', message: fault, input: context.value });
});

/** What stands between the `---` lines of a SKILL.md. */
export const FrontMatter = z.object({
  name: SkillName,
  description: z.string().min(1).max(2000),
  version: z.coerce.string().max(32).default('1.0.0'),
  title: z.string().min(1).max(200).optional(),
  /** The model class; Settings say which model serves it. */
  model: z.enum(MODEL_CLASSES).default('drafting'),
  input: SkillSchema.default({ type: 'object' }),
  output: SkillSchema.default({ type: 'object' }),
  effect: z.enum(['llm', 'pure']).default('llm'),
  /** True: the answer is computed by code, which ships with the program or lies beside the file; the body is what that code reads. */
  code: z.boolean().default(false),
  /** True: it reads what its input does not name (the web, the time of day), so its answers are never kept. */
  outside: z.boolean().optional(),
  /** Of the Agent Skills convention; `author` is shown, the rest is the writer's own. */
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** Front matter of a workspace's file that stands in for a shipped skill: the name, and what it changes. */
export const OverrideMatter = z.object({
  name: SkillName,
  description: z.string().min(1).max(2000).optional(),
  title: z.string().min(1).max(200).optional(),
  version: z.coerce.string().max(32).optional(),
  model: z.enum(MODEL_CLASSES).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type OverrideMatter = z.infer<typeof OverrideMatter>;

export interface SkillFile<Matter> {
  readonly matter: Matter;
  /** The body without surrounding empty lines. */
  readonly prompt: string;
}

/** Reads the text of a SKILL.md: YAML front matter between two `---` lines, then the prompt. The refusal is a sentence; `place` names the file in it. */
export function readSkillMd<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  place: string,
): Result<SkillFile<z.output<Schema>>, string> {
  if (text === NOT_UTF8) return refused(`${place} is not text in UTF-8. Save it in that encoding.`);
  if (text.length > MAX_SKILL_CHARS)
    return refused(`${place} is longer than ${MAX_SKILL_CHARS} characters and was left out. Shorten the prompt.`);
  const parts = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(text);
  if (parts === null) return refused(`${place} does not begin with front matter: put name and description between two lines of ---.`);
  const yaml = readYaml(parts[1] ?? '');
  if (!yaml.ok) return refused(`${place}: the front matter is not YAML. ${yaml.error}`);
  const matter = schema.safeParse(yaml.value);
  if (!matter.success) return refused(`${place}: ${problems(matter.error)}`);
  return ok({ matter: matter.data, prompt: (parts[2] ?? '').replaceAll('\r\n', '\n').trim() });
}

function readYaml(text: string): Result<unknown, string> {
  const document = parseDocument(text, { prettyErrors: true, schema: 'core', uniqueKeys: true, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) return refused(firstLine(error.message));
  try {
    // A small alias bound: a few lines of nested aliases could otherwise unfold into gigabytes.
    return ok(document.toJS({ maxAliasCount: 20 }));
  } catch (error) {
    return refused(error instanceof Error ? firstLine(error.message) : 'It could not be read.');
  }
}

const firstLine = (message: string): string => `${message.split('\n')[0]?.replace(/:$/, '') ?? ''}.`;

const problems = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(issue => `${issue.path.length === 0 ? 'The front matter' : `“${issue.path.join('.')}”`}: ${issue.message.replace(/\.$/, '')}.`)
    .join(' ');
