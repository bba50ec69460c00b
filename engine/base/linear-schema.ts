import { format } from '@cfworker/json-schema';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { linearPattern } from './linear-pattern.ts';
import { LISTS, OF_SCHEMA, OF_SCHEMAS } from './schema-keywords.ts';

/** A schema that asks nothing of a backtracking engine, and what must be known to the validator while it is used. */
export interface LinearSchema {
  readonly schema: JsonObject;
  readonly patterns: readonly string[];
}

/** The pattern of a schema cannot be used; the message says which. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

const PREFIX = 'pattern ';

/**
 * The same schema for the validator, which tests patterns with JavaScript's own engine, whose backtracking takes years for some: each `pattern`
 * becomes a format that `usePatterns` tests in linear time, and each name of `patternProperties` becomes the very names of the value's
 * properties that it matches. `names` are all property names of the value, asked for only where they are needed. Throws `PatternError`.
 */
export function linearSchema(schema: JsonObject, names: () => ReadonlySet<string>): LinearSchema {
  const patterns: string[] = [];
  return { schema: linear(schema, { patterns, names }), patterns };
}

/** True when a schema must be made anew for each value: it names properties by pattern. */
export const namesByPattern = (schema: Json): boolean => JSON.stringify(schema).includes('"patternProperties":');

/** Makes the patterns known to the validator, which looks formats up by name; those of other schemas may be forgotten. */
export function usePatterns({ patterns }: LinearSchema): void {
  for (const name of usedLast) Reflect.deleteProperty(format, name);
  usedLast = patterns.map(pattern => PREFIX + pattern);
  for (const [index, name] of usedLast.entries()) format[name] = text => testOf(patterns[index] ?? '')(text);
}

let usedLast: readonly string[] = [];

interface Making {
  readonly patterns: string[];
  readonly names: () => ReadonlySet<string>;
}

function linear(schema: JsonObject, making: Making): JsonObject {
  const { pattern, ...rest } = schema;
  const made = Object.fromEntries(Object.entries(rest).map(([keyword, value]) => [keyword, withinKeyword(keyword, value, making)]));
  if (typeof pattern !== 'string') return pattern === undefined ? made : { ...made, pattern };
  testOf(pattern);
  making.patterns.push(pattern);
  const all = Array.isArray(made['allOf']) ? (made['allOf'] as readonly Json[]) : []; // true: Array.isArray of a Json
  return { ...made, allOf: [...all, { format: PREFIX + pattern }] };
}

function withinKeyword(keyword: string, value: Json, making: Making): Json {
  const inner = (one: Json): Json => (isJsonObject(one) ? linear(one, making) : one);
  if (OF_SCHEMA.includes(keyword)) return Array.isArray(value) ? (value as readonly Json[]).map(inner) : inner(value); // true: Array.isArray of a Json
  if (LISTS.includes(keyword)) return Array.isArray(value) ? (value as readonly Json[]).map(inner) : value; // likewise
  if (!OF_SCHEMAS.includes(keyword) || !isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, one]) => [name, inner(one)] as const);
  return Object.fromEntries(
    keyword === 'patternProperties' ? members.map(([name, one], at) => [theseNames(name, at, making), one]) : members,
  );
}

/** A pattern that is the alternation of the names it stands for; the number at its end, which asks for nothing, keeps equal ones apart. */
function theseNames(pattern: string, at: number, { names }: Making): string {
  const matches = testOf(pattern);
  const found = [...names()].filter(name => matches(name)).map(name => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const these = found.length === 0 ? '[^\\s\\S]' : `^(?:${found.join('|')})$`;
  return `${these}(?:${String(at)}){0}`;
}

function testOf(pattern: string): (text: string) => boolean {
  const test = linearPattern(pattern);
  if (test !== null) return test;
  throw new PatternError(
    `its pattern “${pattern.slice(0, 80)}” is no regular expression that RE2 knows; look-ahead and back-references are not used here.`,
  );
}
