import { MAX_JSON_DEPTH, type NotCanonicalReason } from './canonical-json.ts';

export interface JsonFault {
  readonly reason: NotCanonicalReason;
  /** Keys and indexes that lead to it. */
  readonly path: readonly (string | number)[];
}

/**
 * The first thing in a value that canonical JSON refuses, or null: so that what is let in can be hashed and stored. Looks and writes nothing,
 * so it costs a tenth of `canonicalJson`; how large the value is as text, it does not say.
 */
export function jsonFault(value: unknown): JsonFault | null {
  const path: (string | number)[] = [];
  const reason = faultIn(value, path);
  return reason === null ? null : { reason, path };
}

function faultIn(value: unknown, path: (string | number)[]): NotCanonicalReason | null {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? null : 'lone-surrogate';
    case 'boolean':
      return null;
    case 'number':
      if (!Number.isFinite(value)) return 'not-a-number';
      return Number.isInteger(value) && !Number.isSafeInteger(value) ? 'unsafe-integer' : null;
    case 'object':
      return value === null ? null : faultInside(value, path);
    default:
      return 'not-json';
  }
}

function faultInside(value: object, path: (string | number)[]): NotCanonicalReason | null {
  if (path.length >= MAX_JSON_DEPTH) return 'too-deep';
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      const reason = faultIn(value[index], path);
      if (reason !== null) return reason;
      path.pop();
    }
    return null;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return 'not-json';
  for (const key of Object.keys(value)) {
    path.push(key);
    const reason = key.isWellFormed() ? faultIn((value as Record<string, unknown>)[key], path) : 'lone-surrogate'; // true: key is one of its own
    if (reason !== null) return reason;
    path.pop();
  }
  return null;
}
