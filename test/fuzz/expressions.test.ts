import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../engine/expression/check-expression.ts';
import { evaluate, parseExpression } from '../../engine/expression/expression.ts';
import { renameRead } from '../../engine/expression/rename-read.ts';
import { resolveTemplates, templateReads } from '../../engine/expression/template.ts';
import { hostileValue } from './hostile.ts';
import { expectSentence, harmless } from './harmless.ts';

const LIST = Array.from({ length: 3000 }, (_, index) => index);
const VARIABLES = {
  packet: { list: LIST, text: 'a'.repeat(200_000), nested: { list: [LIST, LIST] }, null: null },
  context: {},
  steps: {},
  run: {},
};

const piece = fc.constantFrom(
  'packet.list',
  'packet.text',
  'packet.nested.list',
  'packet["__proto__"]',
  'context.constructor',
  '1',
  '1.5',
  '"a"',
  "'(a|aa)+$'",
  'true',
  'null',
  '[1, 2]',
  '{"a": 1}',
  'duration("1h")',
  'timestamp("2024-01-01T00:00:00Z")',
  'b"x"',
  '9223372036854775807',
  'run',
);
const call = (inner: fc.Arbitrary<string>) =>
  fc
    .tuple(
      inner,
      inner,
      fc.constantFrom(
        (a: string, b: string) => `${a} + ${b}`,
        (a: string, b: string) => `${a} == ${b}`,
        (a: string, b: string) => `${a} in ${b}`,
        (a: string, b: string) => `${a}.map(x, ${b})`,
        (a: string, b: string) => `${a}.all(x, ${b}.exists(y, y == x))`,
        (a: string, b: string) => `${a}.filter(x, ${b} != x)`,
        (a: string, b: string) => `${a}.matches(${b})`,
        (a: string, b: string) => `${a}.contains(${b})`,
        (a: string, b: string) => `${a}.replace("a", ${b})`,
        (a: string, b: string) => `${a}.split(${b})`,
        (a: string, b: string) => `size(${a}) > ${b}`,
        (a: string, b: string) => `string(${a}) + ${b}`,
        (a: string, b: string) => `${a} ? ${b} : ${a}`,
        (a: string, b: string) => `(${a})[${b}]`,
        (a: string, b: string) => `!(${a}) || -${b} > 0`,
      ),
    )
    .map(([a, b, join]) => join(a, b));
const written = fc.letrec<{ any: string }>(tie => ({
  any: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, piece, call(tie('any'))),
})).any;
const text = fc.oneof({ weight: 5, arbitrary: written }, { weight: 1, arbitrary: fc.string({ maxLength: 200 }) });

describe('hostile expressions', () => {
  it('end with a value or with a sentence and its place, and are checked and renamed likewise', async () => {
    await fc.assert(
      fc.asyncProperty(text, async expression => {
        const parsed = await harmless(() => parseExpression(expression));
        await harmless(() => checkExpression(expression, ['packet', 'context'], {}));
        await harmless(() => renameRead(expression, { root: 'packet', from: 'list', to: 'others' }));
        if (!parsed.ok) {
          expectSentence(parsed.error.message);
          return;
        }
        const value = await harmless(() => evaluate(parsed.value, VARIABLES));
        if (value.ok) return;
        expectSentence(value.error.message);
        expect(value.error.start).toBeGreaterThanOrEqual(0);
        expect(value.error.end).toBeLessThanOrEqual(expression.length);
      }),
      { seed: 21, numRuns: 1500 },
    );
  });

  it('give the same answer each time', () => {
    fc.assert(
      fc.property(written, expression => {
        const parsed = parseExpression(expression);
        if (parsed.ok) expect(evaluate(parsed.value, VARIABLES)).toEqual(evaluate(parsed.value, VARIABLES));
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  it('in templates end likewise, however many there are', async () => {
    const value = fc.oneof(
      written.map(each => `${each} {{ ${each} }} {{`),
      written.map(each => Array.from({ length: 2000 }, () => `{{ ${each} }}`)),
      hostileValue,
    );
    await fc.assert(
      fc.asyncProperty(value, async input => {
        const reads = await harmless(() => templateReads(input));
        const resolved = await harmless(() => resolveTemplates(input, VARIABLES));
        if (!reads.ok) expectSentence(reads.error.message);
        if (!resolved.ok) expectSentence(resolved.error.message);
      }),
      { seed: 23, numRuns: 120 },
    );
  });
});
