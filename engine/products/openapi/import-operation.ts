import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { schemaProblems, type JsonSchema } from '../../base/json-schema.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import { ActionHttp, type ProductAction } from '../product.ts';
import { exampleValue } from './example-value.ts';
import { followed, importSchema, openSchemaImport, withDefinitions } from './import-schema.ts';
import { fieldName, importParameters, type ImportedParameters } from './import-parameters.ts';

/** One method of one path of an API. */
export interface Operation {
  /** In capitals, e.g. `GET`. */
  readonly method: ActionHttp['method'];
  readonly path: string;
  readonly pathItem: JsonObject;
  readonly operation: JsonObject;
}

/** The action that stands for an operation, and what of the operation is lost; or why it cannot be one, as the rest of a sentence. */
export function importOperation(
  { method, path, pathItem, operation }: Operation,
  root: JsonObject,
): Result<{ readonly action: ProductAction; readonly notes: readonly string[] }, string> {
  const notes: string[] = [];
  const asked = openSchemaImport(root, 'request');
  const parameters = importParameters(path, [pathItem['parameters'], operation['parameters']], asked, notes);
  if (typeof parameters === 'string') return refused(parameters);
  const body =
    method === 'GET'
      ? ok({})
      : importBody(followed(operation['requestBody'], root), operation['requestBody'] !== undefined, parameters, asked);
  if (!body.ok) return body;
  const http = ActionHttp.safeParse({ method, path: parameters.path, query: parameters.query, headers: parameters.headers, ...body.value });
  if (!http.success) return refused(`its path ${path.slice(0, 100)} cannot be called: ${http.error.issues[0]?.message ?? ''}`);

  const told = openSchemaImport(root, 'response');
  const answer = importAnswer(operation['responses'], told);
  if (typeof answer === 'string') return refused(answer);
  const { properties, required } = parameters;
  const payload = withDefinitions({ type: 'object', properties, ...(required.length > 0 && { required }) }, asked);
  const example = exampleOf(answer.schema, answer.examples);
  if (!example.fits) notes.push('has an example that does not fit its response; correct it by hand.');
  const summary = typeof operation['summary'] === 'string' ? operation['summary'] : null;
  return ok({
    action: {
      title: (summary ?? wordsOf(operation['operationId']) ?? `${method} ${path}`).trim().slice(0, 200),
      description: typeof operation['description'] === 'string' ? operation['description'].trim().slice(0, 2000) : '',
      effect: effectOfMethod(method, parameters.takesKey),
      http: http.data,
      payload,
      response: answer.schema,
      examples: [{ response: example.value, ...(example.isMadeUp && { synthesised: true as const }) }],
    },
    notes: [...notes, ...asked.losses, ...told.losses],
  });
}

/** RFC 9110: GET changes nothing, PUT and DELETE may be repeated. Of the rest only what tells repetitions by a key. */
function effectOfMethod(method: ActionHttp['method'], takesKey: boolean): ProductAction['effect'] {
  if (method === 'GET') return 'pure';
  return method === 'PUT' || method === 'DELETE' || takesKey ? 'idempotent' : 'once';
}

const JSON_TYPE = /^application\/(?:[a-z0-9.-]+\+)?json$/;

/** The media type of a `content` that is JSON, and what it says. */
function jsonIn(content: Json | undefined): { readonly type: string; readonly media: JsonObject } | null {
  if (!isJsonObject(content)) return null;
  for (const [written, media] of Object.entries(content)) {
    const type = written.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (isJsonObject(media) && (JSON_TYPE.test(type) || type === '*/*' || type === 'application/*'))
      return { type: JSON_TYPE.test(type) ? type : 'application/json', media };
  }
  return null;
}

/** Lays the body's fields beside the parameters where it is a plain object; else it is one field. */
function importBody(
  body: Json | undefined,
  isSaid: boolean,
  parameters: ImportedParameters,
  to: ReturnType<typeof openSchemaImport>,
): Result<{ body?: string; contentType?: string }, string> {
  if (!isSaid) return ok({});
  if (!isJsonObject(body)) return refused('its body cannot be read');
  const json = jsonIn(body['content']);
  if (json === null)
    return body['required'] === true ? refused(`it takes a body that is no JSON (${mediaTypes(body['content'])})`) : ok({});
  const contentType = json.type === 'application/json' ? {} : { contentType: json.type };
  const source = followed(json.media['schema'], to.root);
  if (
    body['required'] === true &&
    isPlainObject(source) &&
    Object.keys(source['properties']).every(name => !Object.hasOwn(parameters.properties, name))
  ) {
    const schema = importSchema(source, to);
    if (isJsonObject(schema) && isJsonObject(schema['properties'])) {
      Object.assign(parameters.properties, schema['properties']);
      if (Array.isArray(schema['required'])) parameters.required.push(...(schema['required'] as string[])); // true: `importSchema` keeps names only
      return ok(contentType);
    }
  }
  const field = fieldName('body', parameters.properties);
  parameters.properties[field] = importSchema(json.media['schema'] ?? {}, to);
  if (body['required'] === true) parameters.required.push(field);
  return ok({ ...contentType, body: field });
}

const OBJECT_WORDS: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'required',
  'title',
  'description',
  'example',
  'examples',
  'additionalProperties',
]);

const isPlainObject = (schema: Json | undefined): schema is JsonObject & { readonly properties: JsonObject } =>
  isJsonObject(schema) &&
  isJsonObject(schema['properties']) &&
  (schema['required'] === undefined || (Array.isArray(schema['required']) && schema['required'].every(name => typeof name === 'string'))) &&
  Object.keys(schema).every(word => OBJECT_WORDS.has(word) || word.startsWith('x-')) &&
  !Object.keys(schema['properties']).some(name => name === '');

function importAnswer(
  responses: Json | undefined,
  to: ReturnType<typeof openSchemaImport>,
): { readonly schema: JsonSchema; readonly examples: readonly Json[] } | string {
  const all = isJsonObject(responses) ? Object.entries(responses) : [];
  const good = all.filter(([status]) => /^2(?:\d\d|XX)$/i.test(status));
  const chosen = good.length > 0 ? good : all.filter(([status]) => status === 'default');
  if (chosen.length === 0) return 'it says no answer of a success';
  const schemas: Json[] = [];
  const examples: Json[] = [];
  let otherTypes = '';
  for (const [, one] of chosen) {
    const response = followed(one, to.root);
    if (!isJsonObject(response)) return 'one of its answers cannot be read';
    const json = jsonIn(response['content']);
    if (json !== null) {
      schemas.push(importSchema(json.media['schema'] ?? {}, to));
      examples.push(...examplesIn(json.media, to.root));
    } else if (response['content'] === undefined || Object.keys(response['content'] ?? {}).length === 0) schemas.push({ type: 'null' });
    else otherTypes = mediaTypes(response['content']);
  }
  if (schemas.length === 0) return `it answers with what is no JSON (${otherTypes})`;
  const [only] = schemas;
  return { schema: withDefinitions(schemas.length === 1 ? (only ?? {}) : { anyOf: schemas }, to), examples };
}

function examplesIn({ example, examples }: JsonObject, root: JsonObject): Json[] {
  const named = isJsonObject(examples) ? Object.values(examples).map(each => followed(each, root)) : [];
  const values = named.flatMap(each => (isJsonObject(each) && each['value'] !== undefined ? [each['value']] : []));
  return example === undefined ? values : [example, ...values];
}

/** The first example that fits, else one made up. */
function exampleOf(
  schema: JsonSchema,
  examples: readonly Json[],
): { readonly value: Json; readonly isMadeUp: boolean; readonly fits: boolean } {
  const given = examples.slice(0, 10).find(value => schemaProblems(schema, value).length === 0);
  if (given !== undefined) return { value: given, isMadeUp: false, fits: true };
  const value = exampleValue(schema);
  return { value, isMadeUp: true, fits: schemaProblems(schema, value).length === 0 };
}

const mediaTypes = (content: Json | undefined): string =>
  isJsonObject(content) ? Object.keys(content).join(', ').slice(0, 100) : 'nothing said';

/** `getUserByID` as words: “Get user by ID”. */
function wordsOf(operationId: Json | undefined): string | null {
  if (typeof operationId !== 'string') return null;
  const words = operationId
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim();
  return words === '' ? null : words.charAt(0).toUpperCase() + words.slice(1);
}
