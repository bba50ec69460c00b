import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestFaults } from '../../../engine/products/manifest-faults.ts';
import { importOpenApi } from '../../../engine/products/openapi/import-openapi.ts';
import { ProductManifest } from '../../../engine/products/product.ts';
import { readManifest } from '../../../engine/products/read-manifest.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'resources', 'products');

const bell = (action: Record<string, unknown> = {}) => ({
  format: 'atelier-product/1',
  product: 'bell',
  title: 'Bell',
  actions: {
    ring: { title: 'Ring', effect: 'once', payload: { type: 'object' }, response: {}, examples: [{ response: null }], ...action },
  },
  events: {},
});
const refusal = (manifest: unknown) => {
  const read = readManifest(typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return read.ok ? '' : read.error;
};
const http = (more: Record<string, unknown>, properties: Record<string, unknown> = { id: {} }) =>
  bell({ http: { method: 'POST', path: '/x', ...more }, payload: { type: 'object', properties } });

describe('a manifest', () => {
  it.each(readdirSync(SHIPPED))('%s, which ships, has no fault at all', name => {
    const read = readManifest(readFileSync(join(SHIPPED, name), 'utf8'));

    expect(read.ok && manifestFaults(read.value)).toEqual([]);
  });

  it.each([
    ['{', 'Line 1, column 2'],
    ['{"format":1,"format":2}', 'stands twice'],
    ['{"__proto__":{}}', '__proto__'],
    [{ ...bell(), product: 'Bell' }, '“product”'],
    [{ ...bell(), extra: 1 }, 'extra'],
    [bell({ effect: 'maybe' }), '“actions.ring.effect”'],
    [bell({ examples: [] }), '“actions.ring.examples”'],
    [bell({ payload: { type: 'text' } }), 'has the type "text"'],
    [bell({ response: { pattern: '(' } }), 'no regular expression'],
    [bell({ response: { $ref: '#/$defs/nowhere' } }), 'leads nowhere'],
    [bell({ response: { $ref: 'https://evil.example/x.json' } }), 'leads nowhere'],
    [bell({ response: { $ref: 'file:///etc/passwd' } }), 'leads nowhere'],
    [http({ path: 'x' }), 'begins with /'],
    [http({ path: '/a/../b' }), '. or ..'],
    [http({ path: '/a/%2e%2e/b' }), '. or ..'],
    [http({ path: '//evil.example' }), ''],
    [http({ path: '/a?b=c' }), 'no query'],
    [http({ path: '/{id}' }), 'must require it'],
    [http({ query: { who: 'nobody' } }), 'which its payload does not have'],
    [http({ headers: { host: 'id' } }), 'by the engine itself'],
    [http({ headers: { authorization: 'id' } }), 'tokens are named in workspace.json'],
    [http({ headers: { 'webhook-signature': 'id' } }), 'by the engine itself'],
    [http({ contentType: 'text/html' }), 'a body is JSON'],
    [{ ...http({}), actions: { ring: { ...http({}).actions.ring, delivery: 'event' } } }, 'Leave one of the two out'],
    [{ ...bell(), actions: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`a${n}`, bell().actions.ring])) }, 'at most 500'],
  ])('(%#) is refused with a sentence that names the place', (manifest, part) => {
    expect(refusal(manifest)).toContain(part);
  });

  it('is told what its examples miss, and can be used all the same', () => {
    const manifest = ProductManifest.parse(bell({ response: { type: 'integer' }, delivery: 'event' }));

    expect(manifestFaults(manifest)).toEqual([
      { severity: 'warning', message: expect.stringContaining('example 1 does not fit its schema') as string },
      { severity: 'warning', message: expect.stringContaining('{ event_id }') as string },
    ]);
    expect(refusal(manifest)).toBe('');
  });

  it('whose schema goes round in a circle fits nothing, and says so', () => {
    const circle = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } };

    expect(manifestFaults(ProductManifest.parse(bell({ response: circle })))[0]?.message).toContain('The schema itself cannot be used');
  });
});

describe('whatever somebody writes', () => {
  const seed = 20_261_121;
  const keyword = fc.constantFrom(
    '$ref',
    'type',
    'properties',
    'required',
    'allOf',
    'enum',
    'items',
    'pattern',
    'nullable',
    'exclusiveMinimum',
    'example',
  );
  const schema = fc.letrec(tie => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>('#', '#/components/schemas/A', 'object', 'string', null, true, 3, '(', []),
      fc.dictionary(keyword, tie('node'), { maxKeys: 4 }),
      fc.array(tie('node'), { maxLength: 3 }),
    ),
  })).node;

  it(`as a manifest’s schemas never throws (seed ${seed})`, () => {
    fc.assert(
      fc.property(schema, schema, fc.jsonValue(), (payload, response, example) => {
        const read = readManifest(JSON.stringify(bell({ payload, response, examples: [{ response: example }] })));
        if (!read.ok) expect(read.error).not.toBe('');
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`as an OpenAPI document never throws, and what is taken is a manifest without errors (seed ${seed})`, () => {
    const part = fc.oneof(schema, fc.jsonValue());
    fc.assert(
      fc.property(part, part, part, part, (A, parameters, requestBody, responses) => {
        const document = {
          openapi: '3.1.0',
          info: A,
          paths: {
            '/a/{id}': { post: { parameters, requestBody, responses: { 200: responses } }, get: { parameters: [parameters], responses } },
            '/b': { get: { responses: { 200: { content: { 'application/json': { schema: A, example: requestBody } } } } } },
          },
          components: { schemas: { A } },
        };
        const imported = importOpenApi(JSON.stringify(document), { product: 'pets' });
        if (imported.ok) expect(manifestFaults(imported.value.manifest).filter(({ severity }) => severity === 'error')).toEqual([]);
        else expect(imported.error).not.toContain('would not be valid');
      }),
      { seed, numRuns: 500 },
    );
  });
});
