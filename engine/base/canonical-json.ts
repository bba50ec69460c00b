/** What canonical JSON refuses, and where: `path` is a JSON Pointer. */
export class NotCanonicalError extends Error {
  override readonly name = 'NotCanonicalError';
  readonly path: string;
  readonly reason: NotCanonicalReason;
  constructor(reason: NotCanonicalReason, path: string) {
    super(`${SENTENCES[reason]} At ${path === '' ? 'the top' : path}.`);
    this.reason = reason;
    this.path = path;
  }
}

export type NotCanonicalReason = 'not-a-number' | 'not-json' | 'lone-surrogate' | 'unsafe-integer' | 'too-deep' | 'too-large';

const SENTENCES: Record<NotCanonicalReason, string> = {
  'not-a-number': 'NaN and Infinity are not JSON numbers.',
  'not-json':
    'Only null, booleans, numbers, strings, lists and plain objects are JSON; undefined, functions, dates and big integers are not.',
  'lone-surrogate': 'A text holds half of a character (a lone surrogate).',
  'unsafe-integer': 'A whole number is beyond 2^53 − 1 and would lose digits.',
  'too-deep': 'The value is nested more than 64 levels deep.',
  'too-large': 'The value is too large.',
};

export const MAX_JSON_DEPTH = 64;
export const MAX_JSON_BYTES = 16 * 1024 * 1024;
/** For values that hold whole slices: a step's input, an output. */
export const MAX_VALUE_BYTES = 64 * 1024 * 1024;

/**
 * RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, ECMAScript numbers, shortest string escapes.
 * Refuses, never repairs: throws `NotCanonicalError` for NaN, Infinity, undefined, BigInt, lone surrogates, whole numbers
 * beyond 2^53 − 1, more than 64 levels, more than 16 MiB of UTF-8 (`maxBytes` to allow another size).
 */
export function canonicalJson(value: unknown, maxBytes: number = MAX_JSON_BYTES): string {
  const text = write(value, 0, []);
  // A UTF-16 unit is at most 3 bytes of UTF-8, so short texts need no count.
  if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) throw new NotCanonicalError('too-large', '');
  return text;
}

type Path = (string | number)[];

function write(value: unknown, depth: number, path: Path): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'number':
      return writeNumber(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_JSON_DEPTH) throw new NotCanonicalError('too-deep', pointer(path));
      return Array.isArray(value) ? writeList(value, depth, path) : writeObject(value, depth, path);
    default:
      throw new NotCanonicalError('not-json', pointer(path));
  }
}

/** Printable ASCII but the quote and the backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

function writeString(text: string, path: Path): string {
  // Most texts in rows are short and plain, and then need no escape.
  if (text.length < 128 && PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new NotCanonicalError('lone-surrogate', pointer(path));
  return JSON.stringify(text); // ECMAScript's escapes are RFC 8785's for well-formed text
}

function writeNumber(number: number, path: Path): string {
  if (!Number.isFinite(number)) throw new NotCanonicalError('not-a-number', pointer(path));
  if (Number.isInteger(number) && Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new NotCanonicalError('unsafe-integer', pointer(path));
  return Object.is(number, -0) ? '0' : String(number);
}

function writeList(list: readonly unknown[], depth: number, path: Path): string {
  let text = '[';
  for (let index = 0; index < list.length; index++) {
    path.push(index);
    text += (index === 0 ? '' : ',') + write(list[index], depth + 1, path);
    path.pop();
  }
  return text + ']';
}

function writeObject(object: object, depth: number, path: Path): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonicalError('not-json', pointer(path));
  // The default sort compares UTF-16 code units, which is the order RFC 8785 asks for.
  const keys = Object.keys(object).sort();
  let text = '{';
  for (const [index, key] of keys.entries()) {
    path.push(key);
    text += (index === 0 ? '' : ',') + writeString(key, path) + ':' + write((object as Record<string, unknown>)[key], depth + 1, path); // true: key is one of its own
    path.pop();
  }
  return text + '}';
}

const pointer = (path: Path): string => path.map(part => '/' + String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('');

/** Bytes of `text` in UTF-8; half a character counts 3. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length) {
      bytes += 4;
      index++;
    } else bytes += 3;
  }
  return bytes;
}
