import { MAX_JSON_BYTES, MAX_JSON_DEPTH, utf8Length } from './canonical-json.ts';
import type { Json } from './json.ts';
import { readJson } from './read-json.ts';
import { refused, type Result } from './result.ts';

export interface JsonProblem {
  /** What is wrong, without the place. */
  readonly message: string;
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export interface JsonLimits {
  /** Of UTF-8. 16 MiB where nothing else is said. */
  readonly maxBytes?: number;
  readonly maxDepth?: number;
}

/**
 * JSON (RFC 8259) from somebody else's hands. Refuses what hashing would refuse (lone surrogates, numbers that lose digits, more than 64 levels,
 * more than 16 MiB), keys that stand twice in one object, and the key `__proto__`. A byte order mark at the start is passed over.
 */
export function parseJson(
  text: string,
  { maxBytes = MAX_JSON_BYTES, maxDepth = MAX_JSON_DEPTH }: JsonLimits = {},
): Result<Json, JsonProblem> {
  if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) {
    const message = `The text is larger than ${Math.floor(maxBytes / (1024 * 1024))} MiB.`;
    return refused({ message, offset: 0, line: 1, column: 1 });
  }
  const read = readJson(text, maxDepth);
  return read.ok ? read : refused({ ...read.error, ...placeOf(text, read.error.offset) });
}

/** Line and column of an offset, both from 1. Lines end with \\n, \\r\\n or \\r. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) {
      line++;
      lineStart = at + 1;
    }
  }
  return { line, column: offset - lineStart + 1 };
}
