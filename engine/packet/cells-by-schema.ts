import { isJsonObject, type Json } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';

/**
 * A table's values with the texts in it made numbers or truth values where the schema asks for these and the text is one exactly: `12` becomes 12 where a
 * number is asked for, `12 km` stays a text and is told as one that does not fit. Where the schema takes a text, the text stays.
 */
export function cellsBySchema(schema: Json | undefined, value: Json): Json {
  if (!isJsonObject(schema)) return value;
  if (typeof value === 'string') return cell(typesOf(schema), value);
  if (Array.isArray(value)) {
    const { items } = schema;
    return (value as readonly Json[]).map(one => cellsBySchema(items, one)); // true: an array inside JSON
  }
  if (!isJsonObject(value)) return value;
  const properties = schema['properties'];
  if (!isJsonObject(properties)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cellsBySchema(properties[name], one)]));
}

function typesOf({ type }: JsonSchema): readonly Json[] {
  return Array.isArray(type) ? (type as readonly Json[]) : type === undefined ? [] : [type]; // true: an array inside JSON
}

function cell(types: readonly Json[], text: string): Json {
  if (types.includes('string') || types.length === 0) return text;
  const trimmed = text.trim();
  if (types.includes('null') && trimmed === '') return null;
  if (types.includes('boolean') && /^(?:true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true';
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(trimmed) && Number.isFinite(Number(trimmed));
  // A whole number beyond 2^53 − 1 would lose digits.
  const losesDigits = Number.isInteger(Number(trimmed)) && !Number.isSafeInteger(Number(trimmed));
  if (isNumber && !losesDigits && types.includes('number')) return Number(trimmed);
  if (isNumber && types.includes('integer') && Number.isSafeInteger(Number(trimmed))) return Number(trimmed);
  return text;
}
