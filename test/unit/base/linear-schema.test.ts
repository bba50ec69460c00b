import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import { schemaFault } from '../../../engine/base/schema-fault.ts';

const PATTERNS = ['^a', 'b+$', '^[a-c]{2}$', 'ab|ba', '^x-', '\\d', '.', '^$'];
const pattern = fc.constantFrom(...PATTERNS);
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'x', '-', '1', '.', '/', '(', 'é'), maxLength: 4 });

const schema = fc.letrec<{ any: JsonObject }>(tie => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    pattern.map(given => ({ type: 'string', pattern: given })),
    fc.constant({ type: 'number' }),
    tie('any').map(not => ({ not })),
    fc.tuple(tie('any'), tie('any')).map(anyOf => ({ anyOf })),
    fc
      .tuple(pattern, tie('any'), tie('any'))
      .map(([given, first, rest]) => ({ type: 'object', patternProperties: { [given]: first }, additionalProperties: rest })),
    fc.tuple(text, tie('any'), pattern).map(([name, first, given]) => ({
      properties: { [name]: first, pattern: {} },
      patternProperties: { [given]: {} },
      additionalProperties: false,
    })),
    tie('any')
      .map(items => ({ type: 'array', items, enum: undefined }))
      .map(({ enum: _none, ...rest }) => rest),
    pattern.map(given => ({ propertyNames: { pattern: given } })),
  ),
})).any;
const value = fc.letrec<{ any: Json }>(tie => ({
  any: fc.oneof(
    { maxDepth: 2 },
    text,
    fc.integer(),
    fc.dictionary(text, tie('any'), { maxKeys: 3 }),
    fc.array(tie('any'), { maxLength: 3 }),
  ),
})).any;

describe('patterns in schemas', () => {
  it('mean what they mean to a validator with an engine of its own', () => {
    fc.assert(
      fc.property(schema, value, (asked, given) => {
        expect(schemaProblems(asked, given).length === 0).toBe(new Validator(asked, '2020-12').validate(given).valid);
      }),
      { seed: 71, numRuns: 3000 },
    );
  });

  it('are tested in time that grows with the text, where backtracking would take years', () => {
    const endless = 'a'.repeat(5000);
    expect(schemaProblems({ pattern: '^(a+)+$' }, `${endless}!`)).toEqual([
      { path: '', message: 'This is not written in the form that is asked for, ^(a+)+$' },
    ]);
    expect(schemaProblems({ patternProperties: { '^(a|a)*$': { type: 'number' } } }, { [`${endless}!`]: 'x' })).toEqual([]);
  });

  it('that ask to look ahead are told of, by the check of a schema and by its use', () => {
    expect(schemaFault({ pattern: '^(?!x)' })).toContain('look-ahead');
    expect(schemaProblems({ pattern: '^(?!x)' }, 'a')[0]?.message).toContain('look-ahead');
  });

  it('of one schema are not asked of another', () => {
    const first = { pattern: '^a' };
    const second = { properties: { x: { pattern: '^b' } } };
    expect([schemaProblems(first, 'a'), schemaProblems(second, { x: 'b' }), schemaProblems(first, 'b').length]).toEqual([[], [], 1]);
  });
});
