import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** True: the value fits its schema. False: it may not, and only the full validator can tell. */
export type Fits = (value: Json) => boolean;

/** Keywords that say nothing about a value. */
const NOTES = new Set(['title', 'description', 'default', 'examples', '$schema', '$comment', 'deprecated', 'readOnly', 'writeOnly']);

/**
 * A check of a schema that uses only everyday keywords, null for any other. Most payloads and answers fit, and most schemas are a few typed
 * properties; the full validator takes 10 µs to say so, as it notes where it is at each level, a tenth of all that a step takes.
 */
export function fitsOf(schema: Json): Fits | null {
  if (schema === true) return () => true;
  if (!isJsonObject(schema)) return null;
  const checks: Fits[] = [];
  for (const [keyword, given] of Object.entries(schema)) {
    if (NOTES.has(keyword)) continue;
    const check = checkOf(keyword, given, schema);
    if (check === null) return null;
    checks.push(check);
  }
  return value => checks.every(check => check(value));
}

function checkOf(keyword: string, given: Json, schema: JsonObject): Fits | null {
  switch (keyword) {
    case 'type':
      return typeof given === 'string' ? value => isOfType(value, given) : null;
    case 'enum':
      return Array.isArray(given) ? value => typeof value !== 'object' && given.includes(value) : null;
    case 'const':
      return value => typeof value !== 'object' && value === given;
    case 'minimum':
      return typeof given === 'number' ? value => typeof value !== 'number' || value >= given : null;
    case 'maximum':
      return typeof given === 'number' ? value => typeof value !== 'number' || value <= given : null;
    // Lengths count characters, of which a text has at most as many as UTF-16 units and at least half as many.
    case 'minLength':
      return typeof given === 'number' ? value => typeof value !== 'string' || value.length >= 2 * given : null;
    case 'maxLength':
      return typeof given === 'number' ? value => typeof value !== 'string' || value.length <= given : null;
    case 'minItems':
      return typeof given === 'number' ? value => !Array.isArray(value) || value.length >= given : null;
    case 'maxItems':
      return typeof given === 'number' ? value => !Array.isArray(value) || value.length <= given : null;
    case 'items':
      return itemsCheck(given);
    case 'required':
      return requiredCheck(given);
    case 'properties':
      return propertiesCheck(given);
    case 'additionalProperties':
      return additionalCheck(given, schema['properties'] ?? {});
    default:
      return null;
  }
}

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function itemsCheck(given: Json): Fits | null {
  const fits = fitsOf(given);
  return fits === null ? null : value => !Array.isArray(value) || value.every(fits);
}

function requiredCheck(given: Json): Fits | null {
  if (!Array.isArray(given)) return null;
  return value => !isJsonObject(value) || given.every(name => typeof name === 'string' && Object.hasOwn(value, name));
}

function propertiesCheck(given: Json): Fits | null {
  if (!isJsonObject(given)) return null;
  const checks: (readonly [string, Fits])[] = [];
  for (const [name, schema] of Object.entries(given)) {
    const fits = fitsOf(schema);
    if (fits === null) return null;
    checks.push([name, fits]);
  }
  return value => !isJsonObject(value) || checks.every(([name, fits]) => !Object.hasOwn(value, name) || fits(value[name] ?? null));
}

function additionalCheck(given: Json, properties: Json): Fits | null {
  if (given === true) return () => true;
  if (given !== false || !isJsonObject(properties)) return null;
  return value => !isJsonObject(value) || Object.keys(value).every(name => Object.hasOwn(properties, name));
}
