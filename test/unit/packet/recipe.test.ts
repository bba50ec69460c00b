import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsBySchema } from '../../../engine/packet/cells-by-schema.ts';
import { readRecipe, readSliceSource } from '../../../engine/packet/read-recipe-text.ts';
import { isSourceGlob, isSourcePath } from '../../../engine/packet/source-path.ts';

const recipe = (slices: unknown, more: object = {}) => ({ format: 'atelier-recipe/1', slices, ...more });
const fault = (value: unknown): string => {
  const read = readRecipe(value);
  return read.ok ? 'fine' : read.error.sentence;
};

describe('A recipe', () => {
  it('is one with a source of every kind', () => {
    const slices = {
      a: { from: 'pasted', value: { any: ['JSON'] } },
      b: { from: 'file', path: 'sources/a.pdf', as: 'pdf' },
      c: { from: 'files', glob: 'sources/**/*.{md,txt}', combine: 'list' },
      d: { from: 'csv', path: 'a.csv', where: { column: 'x', equals: '1' }, take: 'first' },
      e: { from: 'json', path: 'a.json', pointer: '/a/0' },
      f: { from: 'sqlite', path: 'a.db', query: 'SELECT :x', values: { x: 1 }, shape: 'value' },
      g: { from: 'postgres', urlRef: 'env:CRM', query: 'SELECT $1', values: [null] },
      h: { from: 'http', url: 'https://example.com/a?b=c', token: { secretRef: 'env:T', header: 'x-key', prefix: '' } },
      i: { from: 'run', flowId: 'review', stepId: 'draft' },
    };
    expect(fault(recipe(slices))).toBe('fine');
  });

  it.each([
    [[], /not a recipe: a recipe is an object/],
    [{ format: 'atelier-recipe/2', slices: {} }, /newer Atelier Studio/],
    [{ format: 'atelier-recipe/1' }, /has no slices/],
    [recipe({ a: { from: 'gopher' } }), /The slice “a”: its source needs "from", one of pasted, file, .*, and not “gopher”/],
    [
      recipe({ a: { from: 'postgres', urlRef: 'postgres://u:p@h/d', query: 'SELECT 1' } }),
      /“urlRef” that does not fit: a secret is named by reference/,
    ],
    [recipe({ a: { from: 'http', url: 'https://h/?token=abc' } }), /“url” that does not fit: an address holds no key or token/],
    [recipe({ a: { from: 'pasted', value: 1, note: 'x' } }), /“note”, which does not belong there/],
    [recipe({}, { flow: 'No such id!' }), /“flow” that does not fit/],
  ])('that is none says why: %j', (value, sentence) => {
    expect(fault(value)).toMatch(sentence);
  });

  it('is read or refused whatever it is, and a source too', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('file', 'http', 'csv', 'pasted'), (value, from) => {
        expect(typeof fault(recipe({ a: value }))).toBe('string');
        expect(typeof readSliceSource({ from, path: value, url: value, value }).ok).toBe('boolean');
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });
});

describe('A path of a source', () => {
  it('stays inside the folder that it starts from', () => {
    expect(['a', 'a/b.txt', './a', 'a..b/c'].map(isSourcePath)).toEqual([true, true, true, true]);
    expect(['', ' ', '/a', '\\a', '../a', 'a/../../b', 'a\\..\\b', '~/a', 'C:/a', 'a\0b'].map(isSourcePath)).toEqual(Array(10).fill(false));
    expect(['**/*.md', 'a/{b,c}/*'].map(isSourceGlob)).toEqual([true, true]);
    expect(['../*', '{../a,b}/*', '{a,/etc}/*', '!(a)/*'].map(isSourceGlob)).toEqual(Array(4).fill(false));
  });
});

describe('A cell of a table', () => {
  const as = (type: unknown, text: string) => cellsBySchema({ type: type as string }, text); // true: the fault of another type is the schema's

  it('is a number or a truth value only where one is asked for and it is one exactly', () => {
    expect(as('number', '12.5')).toBe(12.5);
    expect(as('integer', ' 12 ')).toBe(12);
    expect(as('boolean', 'TRUE')).toBe(true);
    expect(as(['null', 'number'], '')).toBe(null);
    for (const text of ['12 km', '1,5', '0x1f', '', '1e999', '12345678901234567890', '007']) expect(as('number', text)).toBe(text);
    expect(as('string', '12')).toBe('12');
    expect(as(['string', 'number'], '12')).toBe('12');
  });

  it('is found wherever it stands', () => {
    const schema = { type: 'array', items: { type: 'object', properties: { age: { type: 'integer' } } } };
    expect(cellsBySchema(schema, [{ age: '31', name: '31' }])).toEqual([{ age: 31, name: '31' }]);
    expect(cellsBySchema({}, [{ age: '31' }])).toEqual([{ age: '31' }]);
  });
});
