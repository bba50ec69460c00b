import type { JsonObject } from '../base/json.ts';

/** What an attribute may be; null and undefined are left out. */
export type AttributeValue = string | number | boolean | readonly string[] | null | undefined;

/** KeyValues of OTLP/JSON. Whole numbers are int64 and so texts, as the JSON mapping of protobuf has them. */
export const attributes = (values: Readonly<Record<string, AttributeValue>>): JsonObject[] =>
  Object.entries(values).flatMap(([key, value]) => (value === null || value === undefined ? [] : [{ key, value: anyValue(value) }]));

function anyValue(value: string | number | boolean | readonly string[]): JsonObject {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map(anyValue) } };
}

/** Nanoseconds since 1970, as text: they are beyond what a JSON number holds. */
export const unixNano = (atUs: number): string => `${String(atUs)}000`;
