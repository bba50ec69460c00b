import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answer, openProductServer } from '../products/a-product-server.ts';
import { atelier } from './atelier.ts';

const API = `
openapi: 3.0.3
info: { title: Pet store, version: "1" }
servers: [{ url: https://pets.example.com/v1 }]
paths:
  /pets/{pet-id}:
    get:
      operationId: getPet
      parameters:
        - { name: pet-id, in: path, required: true, schema: { type: integer } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
    post:
      operationId: photograph
      parameters: [{ name: pet-id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { image/png: {} } }
      responses: { "200": { description: ok } }
`;
const FLOW = {
  format: 'atelier-flow/1',
  name: 'Find the pet',
  trigger: { on: 'manual' },
  packet: { slices: {} },
  start: 'look',
  steps: [
    {
      id: 'look',
      kind: 'product_action',
      title: 'Look',
      config: { product: 'pets', action: 'get_pet', payload: { pet_id: 7 } },
      save: { name: 'output.name' },
    },
  ],
};

describe('atelier product', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const manifest = () => at('products/pets.product.json');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-product-'));
    await mkdir(at('products'));
    await writeFile(at('api.yaml'), API);
    await writeFile(at('find.flow.json'), JSON.stringify(FLOW));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('imports an API, says what it left out and how it is called, and overwrites nothing', async () => {
    const first = await atelier(['product', 'import', at('api.yaml'), '--product', 'pets', '--out', manifest()]);
    const again = await atelier(['product', 'import', at('api.yaml'), '--product', 'pets', '--out', manifest()]);

    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toContain('POST /pets/{pet-id} is not taken: it takes a body that is no JSON (image/png).');
    expect(first.err).toContain('"url": "https://pets.example.com/v1"');
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string });
    expect(await atelier(['product', 'check', manifest()])).toMatchObject({
      code: 0,
      out: expect.stringContaining('no problems') as string,
    });
  });

  it('makes it a product that draft runs simulate and live runs call', async () => {
    const server = await openProductServer((_seen, response) => answer(response, 200, { name: 'Rex' }));
    const settings = { format: 'atelier-workspace/1', name: 'W', orgId: 'w', orgName: 'W', me: 'user:ana', roles: [] };
    await writeFile(
      at('workspace.json'),
      JSON.stringify({ ...settings, products: { pets: { url: `${server.url}/v1`, token: { secretRef: 'env:PETS_TOKEN' } } } }),
    );
    const run = async (mode: string) => {
      const told = await atelier(['run', at('find.flow.json'), '--mode', mode, '--workspace', folder, '--json']);
      expect(told).toMatchObject({ code: 0, err: '' });
      return JSON.parse(told.out) as { readonly steps: readonly unknown[] };
    };

    vi.stubEnv('PETS_TOKEN', 'token-of-the-pets');
    const [draft, live] = [await run('draft'), await run('live')];
    vi.unstubAllEnvs();
    await server.close();

    expect(draft.steps).toMatchObject([{ simulated: true, output: { name: 'text' } }]);
    expect(live.steps).toMatchObject([{ output: { name: 'Rex' } }]);
    expect(server.seen.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /v1/pets/7']);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer token-of-the-pets');
  });

  it('lists what is called and what is simulated, and which secret is missing', async () => {
    const told = await atelier(['product', 'list', '--workspace', folder, '--json']);
    const { products } = JSON.parse(told.out) as {
      readonly products: readonly { readonly product: string; readonly url: string | null }[];
    };

    expect(products.map(({ product, url }) => [product, url === null])).toEqual([
      ['catalyst', true],
      ['janice', true],
      ['pets', false],
      ['rfp', true],
      ['sentinel', true],
    ]);
  });

  it.each([
    [['product', 'import', import.meta.filename, '--product', 'Pets!'], 2, 'is no product'],
    [['product', 'import', import.meta.filename, '--product', 'pets'], 2, 'not YAML'],
    [['product', 'check', import.meta.filename], 1, ''],
  ])('%j ends with a sentence', async (words, code, part) => {
    const told = await atelier(words);

    expect(told.code).toBe(code);
    expect(told.err).toContain(part);
    expect(told.err + told.out).not.toMatch(/\n\s+at /);
  });

  it('prints the manifest where no file is named, and nothing else', async () => {
    const told = await atelier(['product', 'import', at('api.yaml'), '--product', 'pets']);

    expect(JSON.parse(told.out)).toEqual(JSON.parse(await readFile(manifest(), 'utf8')));
  });
});
