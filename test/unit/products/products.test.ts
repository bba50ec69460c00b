import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { leapingMs } from '../../leaping-clock.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProducts } from '../../../engine/products/load-products.ts';
import { simulateAction } from '../../../engine/products/simulate-action.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'products-'))));
afterEach(() => rmSync(root, { recursive: true }));

const bell = (title = 'Bell') => ({
  format: 'atelier-product/1',
  product: 'bell',
  title,
  actions: {
    ring: {
      title: 'Ring',
      effect: 'once',
      payload: { type: 'object', required: ['times'], properties: { times: { type: 'integer' }, loud: { type: 'boolean' } } },
      response: { type: 'object' },
      examples: [
        { payload: { times: 2 }, response: { heard: 'twice' } },
        { payload: { loud: true }, response: { heard: 'far' } },
        { response: { heard: 'never' } },
      ],
    },
  },
  events: {},
});
const put = (folder: string, name: string, value: unknown) => {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, name), typeof value === 'string' ? value : JSON.stringify(value));
};

describe('manifests', () => {
  it('come from all folders; the later folder’s counts', () => {
    put('a', 'bell.product.json', bell('Shipped'));
    put('b', 'bell.product.json', bell('Own'));

    const products = openProducts([join(root, 'a'), join(root, 'b'), join(root, 'missing')], leapingMs());

    expect(products.list().map(({ title }) => title)).toEqual(['Own']);
    expect(products.find('bell')?.title).toBe('Own');
    expect(products.find('gong')).toBeUndefined();
  });

  it('are read again when their file changed', () => {
    put('a', 'bell.product.json', bell('One'));
    const products = openProducts([join(root, 'a')], leapingMs());
    expect(products.find('bell')?.title).toBe('One');

    put('a', 'bell.product.json', bell('Another'));
    expect(products.find('bell')?.title).toBe('Another');
  });

  it('are left out with a sentence when they are not one', () => {
    put('a', 'broken.product.json', '{');
    put('a', 'wrong.product.json', { ...bell(), actions: { ring: { ...bell().actions.ring, examples: [] } } });
    put('a', 'notes.txt', 'no manifest');

    const products = openProducts([join(root, 'a')], leapingMs());

    expect(products.list()).toEqual([]);
    expect(products.problems()).toHaveLength(2);
    expect(products.problems()[0]).toContain('broken.product.json');
    expect(products.problems()[1]).toContain('actions.ring.examples');
  });
});

describe('a simulated action', () => {
  const call = (payload: Record<string, unknown>, action = 'ring', product = 'bell') => {
    put('a', 'bell.product.json', bell());
    return simulateAction(openProducts([join(root, 'a')], leapingMs()), {
      product,
      action,
      payload: JSON.parse(JSON.stringify(payload)) as Record<string, never>,
    });
  };

  it('answers with the first example that agrees with the call, and says that it is simulated', () => {
    expect(call({ times: 2 })).toEqual({ ok: true, value: { response: { heard: 'twice' }, simulated: true } });
    expect(call({ times: 3, loud: true })).toMatchObject({ value: { response: { heard: 'far' } } });
    expect(call({ times: 3 })).toMatchObject({ value: { response: { heard: 'never' } } });
  });

  it('refuses a payload that misses its schema', () => {
    expect(call({ times: 'two' })).toMatchObject({ ok: false, error: { class: 'validation', code: 'payload_mismatch' } });
  });

  it('refuses what nobody registered', () => {
    expect(call({ times: 2 }, 'sing')).toMatchObject({ error: { class: 'not_found', code: 'no_such_action' } });
    expect(call({ times: 2 }, 'constructor')).toMatchObject({ error: { class: 'not_found', code: 'no_such_action' } });
    expect(call({ times: 2 }, 'ring', 'gong')).toMatchObject({ error: { class: 'not_found', code: 'no_such_product' } });
  });
});
