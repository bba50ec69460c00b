import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsOf } from '../../../engine/base/fits-schema.ts';
import type { Json } from '../../../engine/base/json.ts';

const names = fc.constantFrom('to', 'title', 'count', 'parts');
const bounds = {
  minimum: fc.integer({ min: -3, max: 3 }),
  maximum: fc.integer({ min: -3, max: 3 }),
  minLength: fc.nat(4),
  maxLength: fc.nat(4),
  minItems: fc.nat(3),
  maxItems: fc.nat(3),
  enum: fc.array(fc.constantFrom('a', 1, true), { minLength: 1, maxLength: 3 }),
  const: fc.constantFrom('a', 1),
  required: fc.uniqueArray(names, { maxLength: 2 }),
  additionalProperties: fc.boolean(),
};
const { schema } = fc.letrec<{ schema: Record<string, Json> }>(tie => ({
  schema: fc.record(
    {
      type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object'),
      title: fc.string({ maxLength: 3 }),
      items: tie('schema'),
      properties: fc.dictionary(names, tie('schema'), { maxKeys: 3 }),
      ...bounds,
    },
    { requiredKeys: [] },
  ), // true: every part of it is JSON
}));
const { value } = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>('a', 'ab', '😀😀', 1, 2.5, -3, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
}));

describe('The quick check of a schema', () => {
  it('never says of a value that it fits when the validator says that it does not', () => {
    fc.assert(
      fc.property(schema, value, (given, found) => {
        const fits = fitsOf(given);
        expect(fits).not.toBeNull();
        if (fits?.(found) === true) expect(new Validator(given, '2020-12', false).validate(found).valid).toBe(true);
      }),
      { numRuns: 3000, seed: 12 },
    );
  });

  it('knows that an everyday payload fits', () => {
    const fits = fitsOf({
      type: 'object',
      required: ['to'],
      properties: { to: { type: 'string', description: 'Who.' }, parts: { type: 'array', items: { type: 'integer', minimum: 0 } } },
    });

    expect(fits?.({ to: 'Ana', parts: [1, 2], more: 'yes' })).toBe(true);
    expect(fits?.({ to: 'Ana', parts: [1, -2] })).toBe(false);
    expect(fits?.({ parts: [1] })).toBe(false);
  });

  it.each([
    { $ref: '#/$defs/a' },
    { anyOf: [{ type: 'string' }] },
    { pattern: 'a+' },
    { properties: { a: { format: 'email' } } },
    { type: ['string', 'null'] },
  ])('leaves %j to the validator', given => {
    expect(fitsOf(given)).toBeNull();
  });
});
