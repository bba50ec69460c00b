import { describe, expect, it } from 'vitest';
import { ANY, shapeOf } from '../../../engine/expression/shape.ts';

describe('the shape of a schema', () => {
  it('follows references, and is any where they come round', () => {
    const shape = shapeOf({
      $ref: '#/$defs/pet',
      $defs: { pet: { type: 'object', properties: { name: { type: 'string' }, parent: { $ref: '#/$defs/pet' } } } },
    });

    if (shape.kind !== 'map') throw new Error('It is a map.');
    expect(shape.fields.get('name')).toMatchObject({ kind: 'string' });
    expect(shape.fields.get('parent')).toEqual(ANY);
  });

  it('of many that refer to one another is found at once', () => {
    const names = Array.from({ length: 40 }, (_, n) => `s${n}`);
    const properties = Object.fromEntries(names.map(name => [name, { $ref: `#/$defs/${name}` }]));
    const schema = { type: 'object', properties, $defs: Object.fromEntries(names.map(name => [name, { type: 'object', properties }])) };

    expect(shapeOf(schema)).toMatchObject({ kind: 'map' });
  });
});
