import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import { importOpenApi } from '../../../engine/products/openapi/import-openapi.ts';
import { api, imported, JSON_OK } from './an-api.ts';

describe('an OpenAPI document becomes a manifest in which', () => {
  it('an operation is an action with a name of its own, a title, and where its fields stand in the request', () => {
    const { manifest } = imported(
      api({
        '/shops/{shop-id}/pets': {
          parameters: [{ name: 'shop-id', in: 'path', required: true, schema: { type: 'string' } }],
          get: {
            operationId: 'listPetsByShopID',
            summary: 'List the pets',
            parameters: [
              { name: 'page[size]', in: 'query', schema: { type: 'integer' }, description: 'How many' },
              { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'string' } },
              { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
            ],
            responses: JSON_OK({ type: 'array' }),
          },
        },
      }),
    );

    expect(manifest.actions).toEqual({
      list_pets_by_shop_id: {
        title: 'List the pets',
        description: '',
        effect: 'pure',
        http: {
          method: 'GET',
          path: '/shops/{shop_id}/pets',
          query: { 'page[size]': 'page_size' },
          headers: { 'x-tenant': 'X_Tenant' },
        },
        payload: {
          type: 'object',
          properties: {
            shop_id: { type: 'string' },
            page_size: { type: 'integer', description: 'How many' },
            X_Tenant: { type: 'string' },
          },
          required: ['shop_id', 'X_Tenant'],
        },
        response: { type: 'array' },
        examples: [{ response: [null], synthesised: true }],
      },
    });
  });

  it('the effect follows the method, and a key that the API takes', () => {
    const responses = JSON_OK({});
    const { manifest } = imported(
      api({
        '/a': { get: { responses }, put: { responses }, post: { responses }, patch: { responses }, delete: { responses } },
        '/b': { post: { responses, parameters: [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } }] } },
      }),
    );

    expect(Object.entries(manifest.actions).map(([name, { effect }]) => [name, effect])).toEqual([
      ['get_a', 'pure'],
      ['post_a', 'once'],
      ['put_a', 'idempotent'],
      ['patch_a', 'once'],
      ['delete_a', 'idempotent'],
      ['post_b', 'idempotent'],
    ]);
    expect(manifest.actions['post_b']?.payload['properties']).toEqual({});
  });

  it('a plain body’s fields stand beside the parameters, and any other body is a field of its own', () => {
    const body = (schema: unknown, required = true) => ({ required, content: { 'application/json': { schema } } });
    const pet = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
    const responses = JSON_OK({});
    const { manifest } = imported(
      api({
        '/plain': { post: { requestBody: body(pet), responses } },
        '/list': { post: { requestBody: body({ type: 'array' }), responses } },
        '/free': { post: { requestBody: body(pet, false), responses } },
        '/clash/{name}': {
          post: {
            parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
            requestBody: body(pet),
            responses,
          },
        },
      }),
    );

    const shapes = Object.values(manifest.actions).map(({ payload, http }) => [
      Object.keys(payload['properties'] ?? {}),
      payload['required'],
      http?.body,
    ]);
    expect(shapes).toEqual([
      [['name'], ['name'], undefined],
      [['body'], ['body'], 'body'],
      [['body'], undefined, 'body'],
      [['name', 'body'], ['name', 'body'], 'body'],
    ]);
  });

  it('what OpenAPI 3.0 says in its own way is said as JSON Schema does', () => {
    const schema = {
      type: 'object',
      properties: {
        note: { type: 'string', nullable: true, example: 'hello' },
        kind: { type: 'string', nullable: true, enum: ['cat', 'dog'] },
        weight: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9 },
        secret: { type: 'string', writeOnly: true },
      },
      required: ['note', 'secret'],
      discriminator: { propertyName: 'kind' },
    };
    const { manifest } = imported({ ...api({ '/a': { get: { responses: JSON_OK(schema) } } }), openapi: '3.0.3' });

    expect(manifest.actions['get_a']?.response).toEqual({
      type: 'object',
      properties: {
        note: { type: ['string', 'null'], examples: ['hello'] },
        kind: { type: ['string', 'null'], enum: ['cat', 'dog', null] },
        weight: { type: 'number', exclusiveMinimum: 0, maximum: 9 },
      },
      required: ['note'],
    });
  });

  it('references stay references, so that a circle is finite and still checks what lies deep', () => {
    const { manifest } = imported(
      api(
        { '/a': { get: { responses: JSON_OK({ $ref: '#/components/schemas/Pet' }) } } },
        {
          components: {
            schemas: {
              Pet: {
                type: 'object',
                required: ['name'],
                properties: { name: { type: 'string' }, parent: { $ref: '#/components/schemas/Pet' } },
              },
            },
          },
        },
      ),
    );
    const response = manifest.actions['get_a']?.response ?? {};

    expect(schemaProblems(response, { name: 'a', parent: { name: 'b', parent: { name: 'c' } } })).toEqual([]);
    expect(schemaProblems(response, { name: 'a', parent: { name: 'b', parent: { name: 3 } } })).not.toEqual([]);
  });

  it('the document’s own example answers while nothing is called, or one made up and marked so', () => {
    const pet = {
      type: 'object',
      required: ['id', 'born', 'tags'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        born: { type: 'string', format: 'date' },
        tags: { type: 'array', minItems: 2, items: { enum: ['red', 'blue'] } },
        weight: { type: 'integer', minimum: 3 },
      },
    };
    const { manifest } = imported(
      api({
        '/given': { get: { responses: JSON_OK({ type: 'integer' }, { examples: { wrong: { value: 'x' }, right: { value: 7 } } }) } },
        '/made': {
          get: { responses: JSON_OK({ allOf: [pet, { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }] }) },
        },
      }),
    );

    expect(manifest.actions['get_given']?.examples).toEqual([{ response: 7 }]);
    const [made] = manifest.actions['get_made']?.examples ?? [];
    expect(made?.synthesised).toBe(true);
    expect(schemaProblems(manifest.actions['get_made']?.response ?? {}, made?.response ?? null)).toEqual([]);
    expect(made?.response).toMatchObject({ name: 'text', tags: ['red', 'red'], weight: 3 });
  });

  it('an answer without a body is null', () => {
    const { manifest } = imported(api({ '/a': { delete: { responses: { 204: { description: 'gone' } } } } }));

    expect(manifest.actions['delete_a']).toMatchObject({ response: { type: 'null' }, examples: [{ response: null }] });
  });

  it('only what is asked for stands, by operation, by action or by tag', () => {
    const responses = JSON_OK({});
    const document = api({
      '/a': { get: { operationId: 'getA', responses }, post: { operationId: 'postA', tags: ['write'], responses } },
      '/b': { get: { operationId: 'getB', responses } },
    });

    expect(Object.keys(imported(document, ['getA', 'write']).manifest.actions)).toEqual(['get_a', 'post_a']);
    expect(importOpenApi(JSON.stringify(document), { product: 'pets', only: ['nothing'] })).toEqual({
      ok: false,
      error: 'No operation is called nothing.',
    });
  });
});

it('A document in YAML gives what it gives in JSON', () => {
  const document = api({ '/a': { get: { operationId: 'getA', responses: JSON_OK({ type: 'integer' }) } } });

  expect(importOpenApi(stringify(document), { product: 'pets' })).toEqual(importOpenApi(JSON.stringify(document), { product: 'pets' }));
});
