import { pointerPart } from './json-pointer.ts';

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
 *
 * JSON.stringify writes what RFC 8785 asks for but for the order of keys. So a value is first looked through (`orderOf`); one whose keys
 * stand in order, as in all that was canonical before, is written by JSON.stringify, and another one here, which remembers the order of the
 * last few lists of keys: objects of one list have the same. Hashing 5 MB of transcript takes 1.2 to 1.9 times what JSON.stringify and
 * SHA-256 take alone; writing key by key with the place at hand took 3 times.
 */
export function canonicalJson(value: unknown, maxBytes: number = MAX_JSON_BYTES): string {
  const order = orderOf(value, 0);
  if (order === 'refused') throw refusalOf(value, []) ?? new Error('Refused, but without a reason.');
  const text = order === 'sorted' && typeof value === 'object' ? JSON.stringify(value) : write(value);
  // A UTF-16 unit is at most 3 bytes of UTF-8, so short texts need no count.
  if (text.length * 3 > maxBytes && utf8Length(text) > maxBytes) throw new NotCanonicalError('too-large', '');
  return text;
}

/** How the keys stand, on all levels together; `refused` for a value that has no canonical form. */
type Order = 'sorted' | 'unsorted' | 'refused';

function orderOf(value: unknown, depth: number): Order {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? 'sorted' : 'refused';
    case 'number':
      return numberRefusal(value) === null ? 'sorted' : 'refused';
    case 'boolean':
      return 'sorted';
    case 'object':
      if (value === null) return 'sorted';
      if (depth >= MAX_JSON_DEPTH) return 'refused';
      return Array.isArray(value) ? orderOfList(value, depth) : orderOfObject(value, depth);
    default:
      return 'refused';
  }
}

function orderOfList(list: readonly unknown[], depth: number): Order {
  let order: Order = 'sorted';
  for (let index = 0; index < list.length; index++) {
    const inner = orderOf(list[index], depth + 1);
    if (inner === 'refused') return inner;
    if (inner === 'unsorted') order = inner;
  }
  return order;
}

function orderOfObject(object: object, depth: number): Order {
  if (!isPlain(object)) return 'refused';
  let order: Order = 'sorted';
  let last = '';
  for (const key of Object.keys(object)) {
    if (!key.isWellFormed()) return 'refused';
    // Texts compare by UTF-16 code units, which is the order RFC 8785 asks for.
    if (key < last) order = 'unsorted';
    last = key;
    const inner = orderOf((object as Record<string, unknown>)[key], depth + 1); // true: key is one of its own
    if (inner === 'refused') return inner;
    if (inner === 'unsorted') order = inner;
  }
  return order;
}

function numberRefusal(number: number): NotCanonicalReason | null {
  if (Number.isSafeInteger(number)) return null;
  if (!Number.isFinite(number)) return 'not-a-number';
  return Number.isInteger(number) ? 'unsafe-integer' : null;
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

/** Where and why a value has no canonical form; looked for only once it is known that it has none. */
function refusalOf(value: unknown, path: readonly (string | number)[]): NotCanonicalError | null {
  const refuse = (reason: NotCanonicalReason, at = path): NotCanonicalError => new NotCanonicalError(reason, pointer(at));
  if (typeof value === 'string') return value.isWellFormed() ? null : refuse('lone-surrogate');
  if (typeof value === 'number') {
    const reason = numberRefusal(value);
    return reason === null ? null : refuse(reason);
  }
  if (typeof value === 'boolean' || value === null) return null;
  if (typeof value !== 'object') return refuse('not-json');
  if (path.length >= MAX_JSON_DEPTH) return refuse('too-deep');
  if (!Array.isArray(value) && !isPlain(value)) return refuse('not-json');
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value).sort();
  for (const key of keys) {
    const at = [...path, key];
    if (typeof key === 'string' && !key.isWellFormed()) return refuse('lone-surrogate', at);
    const inner = refusalOf((value as Record<string | number, unknown>)[key], at); // true: key is one of its own
    if (inner !== null) return inner;
  }
  return null;
}

const pointer = (path: readonly (string | number)[]): string => path.map(part => `/${pointerPart(String(part))}`).join('');

/** The text of a value that `orderOf` has looked through. */
function write(value: unknown): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value !== 'object' || value === null) return String(value); // also of -0: RFC 8785 writes 0
  if (Array.isArray(value)) {
    let list = '[';
    for (let index = 0; index < value.length; index++) list += (index === 0 ? '' : ',') + write(value[index]);
    return list + ']';
  }
  const { names, quoted } = sortedKeys(Object.keys(value));
  let text = '{';
  for (let index = 0; index < names.length; index++) {
    // true: name is one of its own, and the two lists are of one length
    text += (quoted[index] as string) + write((value as Record<string, unknown>)[names[index] as string]);
  }
  return text + '}';
}

/** Printable ASCII but the quote and the backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Short texts are mostly plain, and then a look at them is quicker than a call of JSON.stringify. */
const writeString = (text: string): string => (text.length < 128 && PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

interface SortedKeys {
  readonly found: readonly string[];
  readonly names: readonly string[];
  /** Each name in quotes, a comma before it and a colon after it. */
  readonly quoted: readonly string[];
}

/** The last few lists of keys, newest first. Long ones are left out: they would be compared again and again. */
const lastSorted: SortedKeys[] = [];

function sortedKeys(found: readonly string[]): SortedKeys {
  for (const known of lastSorted) if (sameKeys(known.found, found)) return known;
  const names = found.toSorted();
  const sorted = { found, names, quoted: names.map((name, index) => `${index === 0 ? '' : ','}${JSON.stringify(name)}:`) };
  if (found.length <= 32 && lastSorted.unshift(sorted) > 8) lastSorted.pop();
  return sorted;
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

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
