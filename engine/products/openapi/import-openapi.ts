import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import { actionFaults } from '../manifest-faults.ts';
import { ActionHttp, PRODUCT_FORMAT, type ProductAction, type ProductManifest } from '../product.ts';
import { MAX_MANIFEST_BYTES, readManifest } from '../read-manifest.ts';
import { importOperation, type Operation } from './import-operation.ts';
import { followed } from './import-schema.ts';
import { readOpenApi } from './read-openapi.ts';

export interface OpenApiImport {
  readonly manifest: ProductManifest;
  /** Where the API says that it answers: candidates for the product's `url`. */
  readonly servers: readonly string[];
  /** What was not taken or is lost, as sentences that name the operation. */
  readonly notes: readonly string[];
}

export interface OpenApiRequest {
  readonly product: string;
  /** The API's own title, when nothing is said. */
  readonly title?: string | undefined;
  /** Operations to take, by operationId, action name or tag; all of them, when nothing is said. */
  readonly only?: readonly string[] | undefined;
}

/**
 * A manifest made from an OpenAPI document: each operation that speaks JSON becomes an action. The error is a sentence. Nothing outside the
 * document is read.
 */
export function importOpenApi(text: string, { product, title, only }: OpenApiRequest): Result<OpenApiImport, string> {
  const read = readOpenApi(text);
  if (!read.ok) return read;
  const root = read.value;
  const notes: string[] = [];
  const actions: Record<string, ProductAction> = {};
  const wanted = only === undefined || only.length === 0 ? null : new Set(only);
  for (const operation of operationsOf(root, notes)) {
    const named = actionName(operation);
    if (wanted !== null && !isWanted(operation, named, wanted)) continue;
    const name = free(named, actions);
    const taken = importOperation(operation, root);
    if (!taken.ok) notes.push(`${operation.method} ${operation.path} is not taken: ${taken.error}.`);
    else {
      const [fault] = actionFaults('it', taken.value.action).filter(({ severity }) => severity === 'error');
      if (fault !== undefined) {
        notes.push(`${operation.method} ${operation.path} is not taken: ${fault.message}`);
        continue;
      }
      actions[name] = taken.value.action;
      notes.push(...taken.value.notes.map(note => `${name}: ${note}`));
    }
  }
  if (isJsonObject(root['webhooks']) && Object.keys(root['webhooks']).length > 0)
    notes.push('Its webhooks are not taken: events come over the bus. Add them to the manifest by hand.');
  const { info } = root;
  const told = isJsonObject(info) ? info : {};
  const manifest = {
    format: PRODUCT_FORMAT,
    product,
    title: (title ?? (typeof told['title'] === 'string' ? told['title'].trim() : '')).slice(0, 200) || product,
    description: typeof told['description'] === 'string' ? told['description'].trim().slice(0, 2000) : '',
    actions,
    events: {},
  };
  if (Object.keys(actions).length === 0)
    return refused(
      wanted === null
        ? `No operation could be taken. ${notes.join(' ')}`.trim().slice(0, 2000)
        : `No operation is called ${[...wanted].join(', ')}.`,
    );
  const json = JSON.stringify(manifest);
  if (Buffer.byteLength(json) > MAX_MANIFEST_BYTES)
    return refused(
      `The manifest would be larger than 1 MiB, with ${Object.keys(actions).length} actions. Take only the operations you need, by name or tag: --only NAME.`,
    );
  const checked = readManifest(json);
  return checked.ok
    ? ok({ manifest: checked.value, servers: serversOf(root), notes })
    : refused(`The manifest would not be valid. ${checked.error}`);
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const OTHER_METHODS = ['head', 'options', 'trace', 'query'] as const;

function operationsOf(root: JsonObject, notes: string[]): Operation[] {
  const paths = isJsonObject(root['paths']) ? root['paths'] : {};
  const operations: Operation[] = [];
  for (const [path, written] of Object.entries(paths)) {
    const pathItem = followed(written, root);
    if (!isJsonObject(pathItem)) {
      notes.push(`The path ${path.slice(0, 100)} cannot be read and is not taken.`);
      continue;
    }
    for (const method of METHODS) {
      const operation = pathItem[method];
      if (isJsonObject(operation))
        operations.push({ method: ActionHttp.shape.method.parse(method.toUpperCase()), path, pathItem, operation });
    }
    for (const method of OTHER_METHODS)
      if (pathItem[method] !== undefined)
        notes.push(`${method.toUpperCase()} ${path.slice(0, 100)} is not taken: it gives no answer to use.`);
  }
  return operations;
}

/** `getUserById` becomes `get_user_by_id`; without an operationId the method and the path are the name. */
function actionName({ method, path, operation }: Operation): string {
  const { operationId } = operation;
  const words = (typeof operationId === 'string' && /[A-Za-z]/.test(operationId) ? operationId : `${method} ${path}`)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 120);
  return words === '' ? method.toLowerCase() : words;
}

function free(name: string, actions: Readonly<Record<string, unknown>>): string {
  let found = name;
  for (let n = 2; Object.hasOwn(actions, found); n++) found = `${name}_${String(n)}`;
  return found;
}

function isWanted({ operation }: Operation, name: string, wanted: ReadonlySet<string>): boolean {
  const tags: readonly Json[] = Array.isArray(operation['tags']) ? operation['tags'] : [];
  return [name, operation['operationId'], ...tags].some(each => typeof each === 'string' && wanted.has(each));
}

/** Addresses without variables, the first first. */
function serversOf({ servers }: JsonObject): string[] {
  const urls = (Array.isArray(servers) ? (servers as readonly Json[]) : []).map(each => (isJsonObject(each) ? each['url'] : undefined)); // true: a list inside JSON
  return urls.filter((url): url is string => typeof url === 'string' && /^https?:\/\/[^{}\s]+$/.test(url)).slice(0, 5);
}
