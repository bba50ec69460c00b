import type { Json } from '../../../engine/base/json.ts';

const SHORT = 60;

/** A value in one line: a text in quotes, all else as its JSON; the beginning of a long one. */
export function shortValue(value: Json): string {
  const text = (typeof value === 'string' ? `“${value.slice(0, 4 * SHORT)}”` : JSON.stringify(value)).replaceAll(/\s+/g, ' ');
  return text.length <= SHORT ? text : `${text.slice(0, SHORT)}…`;
}
