import { pointerPart } from '../base/json-pointer.ts';
import type { Json } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { evaluate, type Expression, type ExpressionProblem, type Variables } from './expression.ts';
import { MAX_SHARED_FUEL, type Fuel } from './fuel.ts';
import { templateParts, type TemplatePart } from './template-parts.ts';

/** `path` is a JSON Pointer to the string; offsets count inside that string. */
export type TemplateProblem = ExpressionProblem & { readonly path: string };

/** One `{{ expression }}` of a value. */
export interface TemplateRead {
  /** JSON Pointer of the string. */
  readonly path: string;
  /** The string is this one expression and nothing else, so its typed value stands in its place. */
  readonly whole: boolean;
  readonly expression: Expression;
  /** Offset of the expression's text inside the string. */
  readonly start: number;
}

/** The longest text that filling in may make, in UTF-16 units. */
const MAX_TEXT = 32 * 1024 * 1024;
const MAX_DEPTH = 64;
const MAX_TEMPLATES = 10_000;
const TOO_MANY = 'A value holds 10,000 expressions at most; gather them in a skill.';

/**
 * `value` with its templates filled in, through lists and objects; keys stay as they are. A string that is one whole `{{ expression }}`
 * becomes the typed value; in any other string texts are put in as they are, and all else as its JSON. The first problem ends it.
 * All of them share one budget of work (`MAX_SHARED_FUEL`).
 */
export function resolveTemplates(value: Json, variables: Variables): Result<Json, TemplateProblem> {
  return resolve(value, { variables, purse: { left: MAX_SHARED_FUEL } }, '', 0);
}

/** Every expression in `value`, in the order in which they stand; the first that does not parse ends it. */
export function templateReads(value: Json): Result<readonly TemplateRead[], TemplateProblem> {
  const reads: TemplateRead[] = [];
  const problem = collect(value, '', 0, reads);
  return problem === null ? ok(reads) : refused(problem);
}

function resolve(value: Json, given: Given, path: string, depth: number): Result<Json, TemplateProblem> {
  if (typeof value === 'string') return value.includes('{{') ? resolveText(value, given, path) : ok(value);
  if (typeof value !== 'object' || value === null) return ok(value);
  if (depth >= MAX_DEPTH) return refused(tooDeep(path));
  const resolved: [string, Json][] = [];
  let isChanged = false;
  for (const [key, inner] of Object.entries(value)) {
    const result = resolve(inner, given, `${path}/${escaped(key)}`, depth + 1);
    if (!result.ok) return result;
    resolved.push([key, result.value]);
    isChanged ||= result.value !== inner;
  }
  if (!isChanged) return ok(value);
  return ok(isJsonObject(value) ? Object.fromEntries(resolved) : resolved.map(([, inner]) => inner));
}

function resolveText(text: string, given: Given, path: string): Result<Json, TemplateProblem> {
  const parts = templateParts(text);
  if (!parts.ok) return refused({ ...parts.error, path });
  const whole = wholeOf(parts.value);
  if (whole !== null) return valueOf(whole, given, path);
  let filled = '';
  for (const part of parts.value) {
    if (part.kind === 'text') {
      filled += part.text;
      continue;
    }
    const value = valueOf(part, given, path);
    if (!value.ok) return value;
    filled += typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
    if (filled.length > MAX_TEXT)
      return refused({
        message: 'The text becomes longer than 32 MiB.',
        start: part.start,
        end: part.start + part.expression.text.length,
        path,
      });
  }
  return ok(filled);
}

interface Given {
  readonly variables: Variables;
  /** What all templates of the value may still spend. */
  readonly purse: Fuel;
}

type ExpressionPart = TemplatePart & { kind: 'expression' };

function valueOf({ expression, start }: ExpressionPart, { variables, purse }: Given, path: string): Result<Json, TemplateProblem> {
  const value = evaluate(expression, variables, purse);
  return value.ok ? value : refused({ message: value.error.message, start: value.error.start + start, end: value.error.end + start, path });
}

function collect(value: Json, path: string, depth: number, reads: TemplateRead[]): TemplateProblem | null {
  if (typeof value === 'string') {
    if (!value.includes('{{')) return null;
    const parts = templateParts(value);
    if (!parts.ok) return { ...parts.error, path };
    const whole = wholeOf(parts.value) !== null;
    for (const part of parts.value) {
      if (part.kind === 'text') continue;
      if (reads.length === MAX_TEMPLATES)
        return { message: TOO_MANY, start: part.start, end: part.start + part.expression.text.length, path };
      reads.push({ path, whole, expression: part.expression, start: part.start });
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return tooDeep(path);
  for (const [key, inner] of Object.entries(value)) {
    const problem = collect(inner, `${path}/${escaped(key)}`, depth + 1, reads);
    if (problem !== null) return problem;
  }
  return null;
}

function wholeOf([part, ...more]: readonly TemplatePart[]): ExpressionPart | null {
  return part?.kind === 'expression' && more.length === 0 ? part : null;
}

const escaped = (key: string): string => (/[~/]/.test(key) ? pointerPart(key) : key);

const tooDeep = (path: string): TemplateProblem => ({ message: 'The value is nested more than 64 levels deep.', start: 0, end: 0, path });
