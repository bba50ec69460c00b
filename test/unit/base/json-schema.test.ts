import { describe, expect, it } from 'vitest';
import { schemaProblems } from '../../../engine/base/json-schema.ts';

const many = Array.from({ length: 100_000 }, (_, n) => n);

describe('a large value', () => {
  it('that is wrong in very many places is told of soon', () => {
    const keyed = Object.fromEntries(many.map(n => [`k${n}`, n]));

    expect(schemaProblems({ type: 'array', items: { type: 'string' } }, many)[0]?.path).toBe('/0');
    expect(schemaProblems({ type: 'object', additionalProperties: { type: 'string' } }, keyed).length).toBeLessThanOrEqual(20);
  });

  it('is not compared each with each, and says so', () => {
    expect(schemaProblems({ type: 'array', uniqueItems: true }, many)[0]?.message).toContain('not checked for being unique');
    expect(schemaProblems({ type: 'array', uniqueItems: true }, [1, 2, 1])).toHaveLength(1);
  });
});

it('A schema that goes round in a circle fits nothing, and says so', () => {
  expect(schemaProblems({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }, 1)[0]?.message).toContain('cannot be used');
});
