import { isJsonObject, type Json } from '../base/json.ts';
import { valueAt } from '../base/json-pointer.ts';
import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { schemaFault } from '../base/schema-fault.ts';
import type { ProductAction, ProductManifest } from './product.ts';

/** One thing about a manifest that its form alone does not show. With an error it cannot be used. */
export interface ManifestFault {
  readonly severity: 'error' | 'warning';
  /** A sentence that begins with the place. */
  readonly message: string;
}

/** What is wrong with a manifest that has the right form, errors first. */
export function manifestFaults({ actions, events }: ProductManifest): readonly ManifestFault[] {
  const faults = [
    ...Object.entries(actions).flatMap(([name, action]) => actionFaults(`The action “${name}”`, action)),
    ...Object.entries(events).flatMap(([type, { payload, example }]) => {
      const place = `The event “${type}”`;
      return [...schemaErrors(place, 'payload', payload), ...misfits(place, 'example', payload, example)];
    }),
  ];
  return faults.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** What is wrong with one action; `place` begins each sentence. */
export function actionFaults(place: string, action: ProductAction): ManifestFault[] {
  const errors = [
    ...schemaErrors(place, 'payload', action.payload),
    ...schemaErrors(place, 'response', action.response),
    ...httpErrors(place, action),
  ];
  if (errors.length > 0) return errors;
  return [
    ...action.examples.flatMap(({ response }, index) => misfits(place, `example ${index + 1}`, action.response, response)),
    ...(action.delivery === 'event' && schemaProblems(action.response, { event_id: 'evt_1' }).length > 0
      ? [warning(`${place} is told over the bus, and then its response is { event_id }, which its schema does not take.`)]
      : []),
  ];
}

function httpErrors(place: string, { http, delivery, payload }: ProductAction): ManifestFault[] {
  if (http === undefined) return [];
  if (delivery === 'event') return [error(`${place} is told over the bus, so it has no \`http\`. Leave one of the two out.`)];
  const declared = isJsonObject(payload['properties']) ? payload['properties'] : {};
  const required = Array.isArray(payload['required']) ? (payload['required'] as readonly Json[]) : []; // true: a list inside JSON
  const inPath = [...http.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const inRequest = [
    ...inPath,
    ...Object.values(http.query),
    ...Object.values(http.headers),
    ...(http.body === undefined ? [] : [http.body]),
  ];
  return [
    ...inRequest
      .filter(name => !Object.hasOwn(declared, name))
      .map(name => error(`${place} puts “${name}” into its request, which its payload does not have.`)),
    ...inPath
      .filter(name => Object.hasOwn(declared, name) && !required.includes(name))
      .map(name => error(`${place} has “${name}” in its path, so its payload must require it.`)),
  ];
}

function schemaErrors(place: string, part: string, schema: JsonSchema): ManifestFault[] {
  const fault = schemaFault(schema) ?? referenceFault(schema);
  return fault === null ? [] : [error(`${place}, ${part}: ${fault}`)];
}

/** A schema stands on its own: its references lead to places inside it. */
function referenceFault(schema: JsonSchema): string | null {
  const look = (value: Json): string | null => {
    if (typeof value !== 'object' || value === null) return null;
    const reference = isJsonObject(value) ? value['$ref'] : undefined;
    if (typeof reference === 'string' && valueAt(schema, reference) === undefined)
      return `$ref ${reference.slice(0, 100)} leads nowhere in it.`;
    for (const inner of Object.values(value)) {
      const fault = look(inner); // true: a member of a JSON value
      if (fault !== null) return fault;
    }
    return null;
  };
  return look(schema);
}

function misfits(place: string, what: string, schema: JsonSchema, value: Json): ManifestFault[] {
  const [problem] = schemaProblems(schema, value);
  return problem === undefined
    ? []
    : [
        warning(
          `${place}: ${what} does not fit its schema${problem.path === '' ? '' : ` at ${problem.path}`}: ${problem.message.slice(0, 300)}`,
        ),
      ];
}

const error = (message: string): ManifestFault => ({ severity: 'error', message });
const warning = (message: string): ManifestFault => ({ severity: 'warning', message });
