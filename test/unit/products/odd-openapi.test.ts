import { describe, expect, it } from 'vitest';
import { api, imported, JSON_OK, refusal } from './an-api.ts';

describe('what cannot be taken', () => {
  it('is said, and the rest is taken', () => {
    const responses = JSON_OK({});
    const parameter = (more: Record<string, unknown>) => ({
      get: { parameters: [{ name: 'x', required: true, schema: { type: 'string' }, ...more }], responses },
    });
    const { manifest, notes } = imported(
      api(
        {
          '/ok': { get: { responses } },
          '/file': { post: { requestBody: { required: true, content: { 'multipart/form-data': {} } }, responses } },
          '/csv': { get: { responses: { 200: { description: '', content: { 'text/csv': {} } } } } },
          '/cookie': parameter({ in: 'cookie' }),
          '/deep': parameter({ in: 'query', schema: { type: 'object' } }),
          '/odd/{y}': { get: { responses } },
          '/up/../..': { get: { responses } },
          '/fails': { get: { responses: { 500: { description: 'no' } } } },
          '/head': { head: { responses } },
          '/out': { get: { responses: JSON_OK({ $ref: 'https://evil.example/pet.json' }) } },
          '/ring': { $ref: '#/paths/~1ring' },
          '/pattern': { get: { responses: JSON_OK({ type: 'string', pattern: '[a-\\-]' }) } },
        },
        { webhooks: { x: {} } },
      ),
    );

    expect(Object.keys(manifest.actions)).toEqual(['get_ok', 'get_out', 'get_pattern']);
    expect(new Set(notes)).toEqual(
      new Set([
        'POST /file is not taken: it takes a body that is no JSON (multipart/form-data).',
        'GET /csv is not taken: it answers with what is no JSON (text/csv).',
        'GET /cookie is not taken: “x” stands in a cookie.',
        'GET /deep is not taken: “x” is an object.',
        'GET /odd/{y} is not taken: its path has {y}, of which nothing is said.',
        'GET /up/../.. is not taken: its path /up/../.. cannot be called: a path begins with /, has no . or .. between its slashes, and no query.',
        'GET /fails is not taken: it says no answer of a success.',
        'HEAD /head is not taken: it gives no answer to use.',
        'get_out: The reference https://evil.example/pet.json leads outside the document and is not followed, so anything may stand there.',
        'The path /ring cannot be read and is not taken.',
        'get_pattern: The pattern [a-\\-] is no regular expression of JSON Schema, so any text fits there.',
        'Its webhooks are not taken: events come over the bus. Add them to the manifest by hand.',
      ]),
    );
  });

  it.each([
    ['', 'no object'],
    ['[]', 'no object'],
    ['{}', 'no OpenAPI document'],
    ['openapi: 3.0.0', 'No operation could be taken'],
    ['{"swagger":"2.0"}', '"2.0"; 3.0 and 3.1 are taken'],
    ['{"openapi":"3.0.0","openapi":"3.0.1"}', 'stands twice'],
    ['a: 1\na: 2', 'YAML'],
    ['a: !!js/function x', 'no OpenAPI document'],
    ['- '.repeat(100_000), ''],
    ['['.repeat(100_000), ''],
    [`{"a":${'['.repeat(100_000)}`, 'nested'],
    ['x: .nan\ny: .inf\n', 'no OpenAPI document'],
    [
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index] ?? ''},`.repeat(9)}]`),
      ].join('\n'),
      'alias',
    ],
  ])('as a document (%#) is refused with a sentence', (text, part) => {
    expect(refusal(text)).toContain(part);
    expect(refusal(text)).not.toBe('');
  });

  it('because the manifest would grow too large is refused with a way out', () => {
    const responses = JSON_OK({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`field_${n}`, { type: 'string' }])),
    });
    const paths = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`/path-${n}`, { get: { responses } }]));

    expect(refusal(JSON.stringify(api(paths)))).toContain('--only');
  });

  it('of schemas that lead into one another without end ends soon', () => {
    const names = Array.from({ length: 60 }, (_, n) => `S${n}`);
    const all = names.map(name => ({ $ref: `#/components/schemas/${name}` }));
    const schemas = Object.fromEntries(
      names.map(name => [
        name,
        { type: 'object', required: names, properties: Object.fromEntries(names.map((of, n) => [of, all[n]])), allOf: all },
      ]),
    );

    const { manifest, notes } = imported(api({ '/a': { get: { responses: JSON_OK(all[0]) } } }, { components: { schemas } }));

    expect(Object.keys(manifest.actions)).toEqual(['get_a']);
    expect(notes.join(' ')).toContain('very large');
  });
});
