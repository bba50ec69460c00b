import { Validator } from '@cfworker/json-schema';
import { z } from 'zod';
import { fitsOf, type Fits } from './fits-schema.ts';
import { JsonValue, type Json } from './json.ts';
import { linearSchema, namesByPattern, usePatterns, type LinearSchema } from './linear-schema.ts';
import { schemaSentence } from './schema-words.ts';

/** Any JSON object, e.g. a skill's input before its expressions are resolved. */
export const JsonRecord = z.record(z.string(), JsonValue);

/** A JSON Schema (draft 2020-12) as it stands in flows, skills and manifests: an object; `schemaProblems` says whether a value fits it. */
export const JsonSchema = z.record(z.string(), JsonValue);
export type JsonSchema = z.infer<typeof JsonSchema>;

/** One way in which a value misses its schema. */
export interface SchemaProblem {
  /** JSON Pointer into the value; '' is the value itself. */
  readonly path: string;
  readonly message: string;
}

/**
 * The leaves of what is wrong with `value`, at most 20, and of a large value only the first; empty when it fits. A schema that cannot be used (references that lead nowhere or round
 * in a circle) fits nothing, and says so. Evaluates without generating code, so it runs under a strict CSP.
 */
export function schemaProblems(schema: JsonSchema, value: Json): SchemaProblem[] {
  if (quickFitOf(schema)?.(value) === true) return [];
  const { valid, errors: all } = validated(schema, value);
  if (valid) return [];
  const errors = all.slice(0, MANY_ERRORS); // each is compared with each other below
  // The validator reports each enclosing level too; only the deepest say something a person can act on.
  const leaves = errors.filter(
    error =>
      !errors.some(
        other =>
          other !== error &&
          (other.keywordLocation.startsWith(`${error.keywordLocation}/`) ||
            (CONTAINERS.has(error.keyword) && other.instanceLocation.startsWith(`${error.instanceLocation}/`))),
      ),
  );
  return leaves
    .slice(0, 20)
    .map(error => ({ path: error.instanceLocation.replace(/^#/, ''), message: schemaSentence(error.keyword, error.error) }));
}

/** Keywords that only say that something within the value is wrong. */
const CONTAINERS = new Set(['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'additionalItems']);

const MANY_ERRORS = 1000;

function validated(schema: JsonSchema, value: Json): ReturnType<Validator['validate']> {
  try {
    const isHasty = isLarge(value);
    if (isHasty && asksForUniqueness(schema))
      return unusable(`More than ${MANY_PARTS} values are not checked for being unique. Give less.`);
    const { linear, validator } = preparedFor(schema, value, isHasty);
    usePatterns(linear);
    return validator.validate(value);
  } catch (fault) {
    // The validator throws for what only the schema's author can mend; a schema comes from the outside, so this is an ordinary day.
    return unusable(
      `The schema itself cannot be used: ${fault instanceof Error ? (fault.message.split('\n', 1)[0] ?? '') : String(fault)}`,
    );
  }
}

const unusable = (error: string): ReturnType<Validator['validate']> => ({
  valid: false,
  errors: [{ keyword: '', keywordLocation: '#', instanceLocation: '#', error }],
});

/** From here on a value may be wrong in more places than anybody reads (a million of them cost minutes), so the first is enough. */
const MANY_PARTS = 10_000;

function isLarge(value: Json): boolean {
  let left = MANY_PARTS;
  const look = (part: Json): boolean => {
    if (--left < 0) return true;
    return typeof part === 'object' && part !== null && Object.values(part).some(inner => look(inner)); // true: a member of a JSON value
  };
  return look(value);
}

/** The validator compares each element with each other. */
const uniqueness = new WeakMap<JsonSchema, boolean>();

function asksForUniqueness(schema: JsonSchema): boolean {
  let known = uniqueness.get(schema);
  if (known === undefined) {
    known = JSON.stringify(schema).includes('"uniqueItems":true');
    uniqueness.set(schema, known);
  }
  return known;
}

const quickFits = new WeakMap<JsonSchema, Fits | 'none'>();

function quickFitOf(schema: JsonSchema): Fits | null {
  let known = quickFits.get(schema);
  if (known === undefined) {
    known = fitsOf(schema) ?? 'none';
    quickFits.set(schema, known);
  }
  return known === 'none' ? null : known;
}

interface Prepared {
  readonly linear: LinearSchema;
  readonly validator: Validator;
}

/** Preparing a schema costs more than using it, and the same few are used again and again. Those of large values stop at the first fault. */
const prepared = { whole: new WeakMap<JsonSchema, Prepared>(), hasty: new WeakMap<JsonSchema, Prepared>() };

function preparedFor(schema: JsonSchema, value: Json, isHasty: boolean): Prepared {
  const kept = isHasty ? prepared.hasty : prepared.whole;
  const known = kept.get(schema);
  if (known !== undefined) return known;
  const isOfValue = namesByPattern(schema);
  const linear = linearSchema(schema, () => propertyNames(value));
  const made = { linear, validator: new Validator(linear.schema, '2020-12', isHasty) };
  if (!isOfValue) kept.set(schema, made);
  return made;
}

function propertyNames(value: Json, names = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return names;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    propertyNames(inner, names);
  }
  return names;
}
