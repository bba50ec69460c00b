import type { Json, JsonObject } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { pointerPart } from '../base/json-pointer.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { evidenceOf, type Evidence, type Sentence } from './evidence.ts';
import { enumStems, fillNumber, fillText, pickBoolean, pickEnum } from './fill-leaf.ts';
import { chooseTop, rankSentences, type Field, type Ranked } from './rank-sentences.ts';

/** An object's fields are filled at most this deep; a schema that nests deeper, or refers to itself, gets null there. */
const MAX_DEPTH = 8;
/** A list without `maxItems` gets at most this many entries. */
const USUAL_ITEMS = 5;

/**
 * An answer in the shape of `schema`, made of the evidence alone:
 * - `const` and `default` are taken as they stand; a field named like a value of the input, of a fitting type, takes that value;
 * - text: the best-ranked sentence, whole (up to three in their order where `maxLength` ≥ 300); a `date`, `email` or `uri`: the first in the ranked sentences;
 * - number: the first within its bounds in the ranked sentences; from 0 to 1: the share of the prompt's words that the evidence speaks of;
 * - boolean: true when one sentence holds at least half of the field's words and does not negate them;
 * - enum: the value whose words stand most often in the best sentences;
 * - list of texts: ranked sentences that fit the length and the pattern of its items, in the order of the evidence, none in two lists of one object; list of objects: each filled from one ranked sentence;
 * - a field for which nothing is found: left out when it may be, else null when that is allowed, else the emptiest value of its type, which may then miss its schema.
 */
export function fillSchema(schema: JsonSchema, evidence: Evidence, asked: Asked): Json {
  return fill({ name: '', pointer: '', schema, root: schema, ...asked, depth: 0, share: null }, evidence) ?? empty(schema);
}

/** What is asked besides the schema. */
export interface Asked {
  readonly prompt: string;
  readonly aside: string;
  /** Told of each sentence that is used, with the JSON Pointer of the text it stands in. */
  readonly take: (pointer: string, sentence: Sentence) => void;
  /** Told how much of the answer is done, from 0 to 1. */
  readonly tell: (share: number) => void;
}

interface Place extends Asked {
  readonly name: string;
  readonly pointer: string;
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly depth: number;
  /** Of a list beside other lists in one object; null elsewhere. */
  readonly share: ListShare | null;
}

/** Undefined when the evidence says nothing. */
function fill(place: Place, evidence: Evidence): Json | undefined {
  const schema = resolved(place.schema, place.root);
  if (place.depth > MAX_DEPTH) return undefined;
  if ('const' in schema) return schema['const'];
  const field: Field = { name: place.name, schema, prompt: place.prompt, aside: place.aside };
  const kind = kindOf(schema);
  if (Array.isArray(schema['enum'])) return pickEnum(schema['enum'] as readonly Json[], field, evidence); // true: a schema is JSON
  const given = evidence.named.get(place.name);
  if (given !== undefined && given !== '' && jsonKind(given, kind)) return given;
  const value = fillKind(kind, { ...place, schema }, field, evidence);
  return value ?? schema['default'];
}

function fillKind(kind: Kind, place: Place, field: Field, evidence: Evidence): Json | undefined {
  switch (kind) {
    case 'object':
      return fillObject(place, evidence);
    case 'array':
      return fillList(place, field, evidence);
    case 'string':
      return fillText(field, evidence, sentence => {
        place.take(place.pointer, sentence);
      });
    case 'number':
    case 'integer':
      return fillNumber(field, kind === 'integer', evidence);
    case 'boolean':
      return pickBoolean(field, evidence);
    case 'null':
      return null;
  }
}

function fillObject(place: Place, evidence: Evidence): JsonObject {
  const properties = isJsonObject(place.schema['properties']) ? place.schema['properties'] : {};
  const required = new Set(Array.isArray(place.schema['required']) ? (place.schema['required'] as readonly Json[]) : []); // true: a schema is JSON
  const owned = shareSentences(place, properties, evidence);
  const filled: Record<string, Json> = {};
  const entries = Object.entries(properties);
  for (const [at, [name, property]] of entries.entries()) {
    if (place.depth === 0) place.tell(at / entries.length);
    if (!isJsonObject(property)) continue;
    const pointer = `${place.pointer}/${pointerPart(name)}`;
    const value = fill({ ...place, name, pointer, schema: property, depth: place.depth + 1, share: owned.get(name) ?? null }, evidence);
    if (value !== undefined) filled[name] = value;
    else if (required.has(name)) filled[name] = empty(resolved(property, place.root));
  }
  return filled;
}

interface ListShare {
  /** Sentences that answer it, the best first. */
  readonly ranked: readonly Ranked[];
  /** Those (by index) that stand in another list. */
  readonly taken: ReadonlySet<number>;
}

/** A sentence that two lists of an object would use goes to the one it answers better, above all to one whose question it shows the answer to, so that no two lists repeat each other. */
function shareSentences(place: Place, properties: JsonObject, evidence: Evidence): Map<string, ListShare> {
  const lists = Object.entries(properties).flatMap(([name, property]) => {
    if (!isJsonObject(property)) return [];
    const schema = resolved(property, place.root);
    if (kindOf(schema) !== 'array') return [];
    const text = resolved(isJsonObject(schema['items']) ? schema['items'] : {}, place.root);
    const field = { name, schema, prompt: place.prompt, aside: place.aside, text };
    const ranked = rankSentences(field, evidence);
    const top = chooseTop(ranked, { ...bounds(schema), without: new Set() });
    return [{ name, ranked, shares: new Map(top.map(({ index, share, isShown }) => [index, isShown ? share : share / 2])) }];
  });
  return new Map(
    lists.map((list, own) => {
      const taken = lists.flatMap((other, rank) =>
        [...other.shares].flatMap(([index, share]) => {
          const mine = list.shares.get(index) ?? 0;
          return rank !== own && (share > mine || (share === mine && rank < own)) ? [index] : [];
        }),
      );
      return [list.name, { ranked: list.ranked, taken: new Set(taken) }];
    }),
  );
}

const bounds = (schema: JsonSchema): { max: number; min: number } => ({
  max: wholeNumber(schema['maxItems']) ?? USUAL_ITEMS,
  min: wholeNumber(schema['minItems']) ?? 0,
});

function fillList(place: Place, field: Field, evidence: Evidence): Json | undefined {
  const schemaItems = place.schema['items'];
  const items = resolved(isJsonObject(schemaItems) ? schemaItems : {}, place.root);
  const { max, min } = bounds(place.schema);
  if (Array.isArray(items['enum'])) {
    const spoken = new Set(evidence.sentences.flatMap(sentence => sentence.stems));
    const found = (items['enum'] as readonly Json[]).filter(value => enumStems(value).every(stem => spoken.has(stem))); // true: a schema is JSON
    return found.slice(0, max);
  }
  const ranked = place.share?.ranked ?? rankSentences({ ...field, text: items }, evidence);
  const entries: Json[] = [];
  for (const { sentence } of chooseTop(ranked, { max, min, without: place.share?.taken ?? new Set() })) {
    const pointer = `${place.pointer}/${entries.length}`;
    if (kindOf(items) === 'string') {
      place.take(pointer, sentence);
      entries.push(sentence.text);
      continue;
    }
    const entry = fill({ ...place, pointer, schema: items, depth: place.depth + 1, share: null }, evidenceOf([sentence], new Map()));
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

const KINDS = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
type Kind = (typeof KINDS)[number];

/** What the schema asks for; of several types the first that is not null, without one what its keywords imply. */
function kindOf(schema: JsonSchema): Kind {
  const type = schema['type'];
  const first = Array.isArray(type) ? ((type as readonly Json[]).find(each => each !== 'null') ?? 'null') : type; // true: a schema is JSON
  const known = KINDS.find(kind => kind === first);
  if (known !== undefined) return known;
  return 'properties' in schema ? 'object' : 'items' in schema ? 'array' : 'string';
}

/** Follows `$ref` into `$defs`, and takes the first branch of `anyOf`, `oneOf` and `allOf` that is not null. */
function resolved(schema: JsonSchema, root: JsonSchema, hops = 0): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference === 'string' && reference.startsWith('#/') && hops < MAX_DEPTH) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), root);
    if (isJsonObject(target)) return resolved(target, root, hops + 1);
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || hops >= MAX_DEPTH) continue;
    const branch = (branches as readonly Json[]).find(each => isJsonObject(each) && each['type'] !== 'null'); // true: a schema is JSON
    if (isJsonObject(branch)) return resolved({ ...schema, [keyword]: null, ...branch }, root, hops + 1);
  }
  return schema;
}

function jsonKind(value: Json, kind: Kind): boolean {
  if (kind === 'integer') return Number.isInteger(value);
  return kind === (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
}

function empty(schema: JsonSchema): Json {
  if (Array.isArray(schema['type']) && (schema['type'] as readonly Json[]).includes('null')) return null; // true: a schema is JSON
  if ('default' in schema) return schema['default'] ?? null;
  switch (kindOf(schema)) {
    case 'object':
      return {};
    case 'array':
      return [];
    case 'string':
      return '';
    case 'number':
    case 'integer':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
  }
}

const wholeNumber = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value : undefined;
