import fc from 'fast-check';
import { isJsonObject, type Json } from '../../engine/base/json.ts';

const WORDS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '{{',
  '}}',
  '{{ packet }}',
  '{{ steps.a.output + }}',
  '{{ [1,2,3].map(x, [1,2,3].map(y, x)) }}',
  '../../../etc/passwd',
  "'; DROP TABLE atelier_traces; --",
  '\u0000',
  '\u202e',
  '<script>alert(1)</script>',
  '(a+)+$',
  'a'.repeat(70_000),
  '✓'.repeat(5000),
];
const NUMBERS = [0, -0, -1, 1.5, 1e308, 5e-324, 2 ** 53, -(2 ** 53), 2 ** 31, 99_999_999];

/** A value that no form would have made: odd words, edges of numbers, deep nests, names that every object has. */
export const hostileValue: fc.Arbitrary<Json> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom<Json>(...WORDS) },
    { weight: 2, arbitrary: fc.constantFrom<Json>(...NUMBERS, true, false, null) },
    { weight: 2, arbitrary: fc.constantFrom<Json>([], {}, [[]], { a: {} }) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 5, max: 70 }).map(nested) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'x').map(key => Object.fromEntries([[key, { x: 1 }]])) },
  )
  .map(value => value as Json); // true: each of them is JSON

type Change = {
  readonly at: readonly number[];
  readonly how: 'reword' | 'replace' | 'remove' | 'add' | 'repeat';
  readonly by: Json;
  readonly number: number;
  readonly word: string;
};

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.array(fc.nat(50), { minLength: 1, maxLength: 7 }),
  how: fc.constantFrom('reword', 'reword', 'reword', 'reword', 'replace', 'remove', 'add', 'repeat'),
  by: hostileValue,
  number: fc.constantFrom(...NUMBERS),
  word: fc.constantFrom(...WORDS.filter(({ length }) => length < 40), 'format', 'id', 'kind', 'next', 'config'),
});

/** A true document with one to four of its parts replaced, taken away, added to or repeated. */
export const changed = (documents: readonly Json[]): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([document, changes]) => changes.reduce(applied, document));

function applied(value: Json, change: Change): Json {
  const [turn, ...rest] = change.at;
  if (turn === undefined) return replaced(value, change);
  const inner = { ...change, at: rest };
  if (Array.isArray(value)) {
    const list = [...(value as readonly Json[])]; // true: Array.isArray of a Json
    if (list.length === 0) return [change.by];
    const place = turn % list.length;
    const there = list[place] ?? null;
    if (rest.length > 0 || change.how === 'reword') list[place] = applied(there, inner);
    else list.splice(place, change.how === 'add' ? 0 : 1, ...listed(there, change));
    return list;
  }
  if (!isJsonObject(value)) return replaced(value, change);
  const entries = Object.entries(value);
  const [key] = entries[turn % Math.max(1, entries.length)] ?? [change.word];
  const { how, by, word } = change;
  if (rest.length > 0 || how === 'reword')
    return Object.fromEntries(entries.map(([name, each]) => [name, name === key ? applied(each, inner) : each]));
  if (how === 'add' || how === 'repeat') return Object.fromEntries([...entries, [word, how === 'repeat' ? value : by]]);
  return Object.fromEntries(entries.flatMap(([name, each]) => (name !== key ? [[name, each]] : how === 'remove' ? [] : [[name, by]])));
}

const listed = (there: Json, { how, by }: Change): readonly Json[] =>
  how === 'remove' ? [] : how === 'repeat' ? [there, there, there] : [by];

/** Rewording keeps what kind of value it is, and so passes the first checks. */
function replaced(value: Json, { how, by, word, number }: Change): Json {
  if (how !== 'reword') return by;
  if (typeof value === 'string') return word;
  if (typeof value === 'number') return number;
  return typeof value === 'boolean' ? !value : value;
}

/** The text of a true document, cut, doubled, sprinkled with odd characters or repeating a key. */
export const brokenText = (documents: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...documents),
      fc.array(
        fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom(...WORDS.slice(0, 17), '"', '}', ']', ',', ':', '\\', '1e999', '"format":1,')),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    )
    .map(([text, cuts]) =>
      cuts.reduce((left, [place, length, by]) => {
        const at = place % (left.length + 1);
        return left.slice(0, at) + by + left.slice(at + length);
      }, text),
    );

/** Documents that are wrong in their parts, and texts that are wrong as texts. */
export const hostileText = (documents: readonly Json[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: changed(documents).map(value => JSON.stringify(value)) },
    { weight: 2, arbitrary: brokenText(documents.map(value => JSON.stringify(value))) },
    { weight: 1, arbitrary: hostileValue.map(value => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  );

function nested(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
