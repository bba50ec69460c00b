import { z } from 'zod';
import { isJsonObject, JsonValue, type Json, type JsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { STEP_DEFINITIONS } from '../steps/step-definitions.ts';
import { Flow, FLOW_FORMAT } from './flow.ts';
import { CONFIG_EXAMPLES, FLOW_SCHEMA_WORDS, STEP_SCHEMA_WORDS } from './flow-schema-words.ts';

/**
 * The JSON Schema (draft 2020-12) of a `.flow.json` file as a person writes it: fields that have a default may be left out. Published as
 * `resources/flow.schema.json`; editors complete and explain by it. Whether a flow can run, `checkFlow` says.
 *
 * A step is chosen by its kind with if and then, and not as one of five: so a mistake is told where it stands, once, and not five times at the step.
 */
export function flowJsonSchema(): JsonSchema {
  const made = JsonValue.parse(z.toJSONSchema(Flow, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' }));
  const schema = objectOf(withoutLookAhead(made));
  const { $schema, ...rest } = schema;
  const worded = Object.entries(FLOW_SCHEMA_WORDS).reduce((told, [path, words]) => explain(told, path.split('.'), words), rest);
  const properties = objectOf(worded['properties']);
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: `urn:${FLOW_FORMAT.replace('/', ':')}`,
    title: 'Atelier flow',
    description: 'A flow of Atelier Studio: its steps, how they lead to each other, and what it asks of its packet.',
    ...worded,
    properties: {
      ...properties,
      trigger: chosenBy('on', objectOf(properties['trigger'])),
      steps: { ...objectOf(properties['steps']), items: stepSchema(objectOf(objectOf(properties['steps'])['items'])) },
    },
  };
}

function stepSchema(items: JsonObject): JsonObject {
  const branches = branchesOf(items).map(branch => {
    const kind = constOf(branch, 'kind');
    const told = Object.entries(STEP_SCHEMA_WORDS).reduce((schema, [field, words]) => explain(schema, [field], words), branch);
    return explain(told, ['config'], { examples: [CONFIG_EXAMPLES[kind] ?? {}] });
  });
  const chosen = chosenBy('kind', { title: 'Step', oneOf: branches });
  const definitions = Object.values(STEP_DEFINITIONS);
  const purposes = objectOf(objectOf(chosen['properties'])['kind'])['enum'];
  const words = Array.isArray(purposes)
    ? purposes
        .map(kind => definitions.find(definition => definition.kind === kind))
        .map(found => `${found?.title ?? ''}: ${found?.purpose ?? ''}`)
    : [];
  return explain(chosen, ['kind'], { enumDescriptions: words });
}

/** One of several objects, told apart by a field that each has a word of its own for. */
function chosenBy(field: string, { oneOf: _branches, ...rest }: JsonObject & { readonly oneOf?: Json }): JsonObject {
  const branches = branchesOf({ oneOf: _branches ?? [] });
  const [first] = branches;
  const about = first === undefined ? {} : objectOf(objectOf(first['properties'])[field]);
  const { const: _word, ...words } = about;
  return {
    ...rest,
    type: 'object',
    properties: { [field]: { ...words, enum: branches.map(branch => constOf(branch, field)) } },
    required: [field],
    allOf: branches.map(branch => ({
      if: { properties: { [field]: { const: constOf(branch, field) } }, required: [field] },
      then: branch,
    })),
  };
}

const branchesOf = ({ oneOf }: JsonObject): readonly JsonObject[] =>
  Array.isArray(oneOf) ? (oneOf as readonly Json[]).filter(isJsonObject) : []; // true: an array inside JSON

function constOf(branch: JsonObject, field: string): string {
  const word = objectOf(objectOf(branch['properties'])[field])['const'];
  return typeof word === 'string' ? word : '';
}

/** The schema with words laid beside the field at a path; a path that is not there changes nothing. */
function explain(schema: JsonObject, [field, ...rest]: readonly string[], words: JsonObject): JsonObject {
  if (field === undefined) return { ...words, ...schema, ...('enumDescriptions' in words ? words : {}) };
  if (field === '*') return { ...schema, additionalProperties: explain(objectOf(schema['additionalProperties']), rest, words) };
  const properties = objectOf(schema['properties']);
  const property = Object.hasOwn(properties, field) ? properties[field] : undefined;
  return isJsonObject(property) ? { ...schema, properties: { ...properties, [field]: explain(property, rest, words) } } : schema;
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const NOT_PROTO = '^(?!__proto__$)';

/** Not every validator's patterns look ahead: the one name that no object may have as its own is left out by a keyword of its own. */
function withoutLookAhead(schema: Json): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map(withoutLookAhead); // true: Array.isArray of a Json
  if (!isJsonObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, withoutLookAhead(value)]));
  const { pattern } = inner;
  return typeof pattern === 'string' && pattern.startsWith(NOT_PROTO)
    ? { ...inner, pattern: `^${pattern.slice(NOT_PROTO.length)}`, not: { const: '__proto__' } }
    : inner;
}
