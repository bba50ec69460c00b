import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/base/canonical-json.ts';
import { jsonSpan } from '../../../engine/base/json-span.ts';
import { parseJson } from '../../../engine/base/parse-json.ts';

function isCanonical(value: unknown): boolean {
  try {
    return canonicalJson(value) !== '';
  } catch {
    return false;
  }
}

describe('reading JSON', () => {
  it('gives what JSON.parse gives, unless hashing would refuse it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const wanted: unknown = JSON.parse(text);
        const isRefused = text.includes('"__proto__":') || !isCanonical(wanted);

        const read = parseJson(text);

        expect(read.ok).toBe(!isRefused);
        if (read.ok) expect(read.value).toEqual(wanted);
      }),
    );
  });

  it.each([
    ['{\n  "a": 1,\n  "a": 2\n}', 3, 3, 'The key "a" stands twice in this object.'],
    ['{"__proto__": {"x": 1}}', 1, 2, 'The key “__proto__” is not allowed.'],
    ['["\\ud800"]', 1, 2, 'This text holds half of a character (a lone surrogate).'],
    ['[9007199254740993]', 1, 2, 'This number is beyond 2^53 − 1 and would lose digits; write it as a text.'],
    ['[1e400]', 1, 2, 'This number is beyond 2^53 − 1 and would lose digits; write it as a text.'],
    ['[1,\n]', 1, 3, 'A comma before ] is not JSON.'],
    ['{"a" 1}', 1, 6, 'A colon belongs between a key and its value.'],
    ["{'a': 1}", 1, 2, 'A key in double quotes belongs here.'],
    ['[1 2]', 1, 4, 'A comma or ] belongs here.'],
    ['{"a": tru}', 1, 7, 'Only true, false and null may stand without quotes.'],
    ['{"a": "x', 1, 7, 'This text is not closed; add a double quote at its end.'],
    ['"\\x"', 1, 2, 'There is no such escape in JSON.'],
    ['"a\nb"', 1, 3, 'A line break or control character inside a text is written \\n or \\u00….'],
    ['[01]', 1, 2, 'This is not a JSON number.'],
    ['1 2', 1, 3, 'Something stands after the end of the value.'],
    ['', 1, 1, 'The text ends too early: a value is missing.'],
  ])('refuses %j at line %i, column %i', (text, line, column, message) => {
    expect(parseJson(text)).toEqual({ ok: false, error: expect.objectContaining({ line, column, message }) as object });
  });

  it('takes 64 levels and refuses 65', () => {
    expect(parseJson('['.repeat(64) + ']'.repeat(64)).ok).toBe(true);
    expect(parseJson('['.repeat(65) + ']'.repeat(65))).toMatchObject({ ok: false, error: { offset: 64 } });
  });

  it('refuses a text over its limit before it looks inside', () => {
    expect(parseJson('"éé"', { maxBytes: 6 }).ok).toBe(true);
    expect(parseJson('"ééé"', { maxBytes: 6 })).toMatchObject({ ok: false, error: { message: 'The text is larger than 0 MiB.' } });
  });

  it('passes over a byte order mark', () => {
    expect(parseJson('\ufeff{"a": 1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  it('keeps names that every object has as keys like any other', () => {
    expect(parseJson('{"constructor": 1, "toString": 2}')).toEqual({ ok: true, value: { constructor: 1, toString: 2 } });
  });
});

describe('the place of a value in JSON', () => {
  const text = '{ "a": [1, {"b}": "x, ]\\""} , true ],\n "c": null }';

  it.each([
    [['a', 1, 'b}'], '"x, ]\\""'],
    [['a', 2], 'true'],
    [['c'], 'null'],
    [['a', 7], '[1, {"b}": "x, ]\\""} , true ]'],
    [['nowhere'], text],
  ])('of %j is %j', (path, found) => {
    const { start, end } = jsonSpan(text, path);

    expect(text.slice(start, end)).toBe(found);
  });

  it('holds for every value of any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.jsonValue({ maxDepth: 2 }))), fc.nat(2), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        for (const [key, list] of Object.entries(value))
          list.forEach((one, index) => {
            const { start, end } = jsonSpan(json, [key, index]);
            expect(JSON.stringify(JSON.parse(json.slice(start, end)))).toBe(JSON.stringify(one));
          });
      }),
    );
  });
});
