import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { OwnPrice } from '../../../engine/models/model-settings.ts';
import { openPriceBook } from '../../../engine/models/price.ts';
import { SHIPPED_TABLE } from '../../../engine/models/shipped-price.ts';

const TODAY = Date.UTC(2026, 10, 21);
const usage = (inputTokens: number, outputTokens: number, cacheReadTokens = 0) => ({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  reasoningTokens: 0,
});
const SONNET = { provider: 'anthropic', modelId: 'claude-sonnet-4-5-20250929', baseUrl: 'https://api.anthropic.com/v1' } as const;
const OWN: OwnPrice = { provider: 'anthropic', modelId: SONNET.modelId, input: 1, output: 2, source: 'our contract', date: '2026-10-01' };

it('prices by the shipped table, with its source and its date', () => {
  const price = openPriceBook([])(SONNET, TODAY);

  expect(price?.line).toMatchObject({ input: 3, output: 15, cacheRead: 0.3, date: '2026-09-23', by: 'table' });
  expect(price?.line.source).toMatch(/^https:\/\/www\.anthropic\.com\/pricing.*genai-prices 0\.1\.8/);
  expect(price?.line.more).toBe('above 200,000 tokens of input: 6 and 22.5');
  expect(price?.costMicroUsd(usage(1000, 100))).toBe(4500);
  expect(price?.costMicroUsd(usage(1000, 100, 400))).toBe(3420);
  expect(price?.costMicroUsd(usage(300_000, 100))).toBe(1_802_250);
});

it('says which table it ships, as it is installed', () => {
  const installed = new URL('../../../node_modules/@pydantic/genai-prices/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(installed, 'utf8')) as { version: string }; // true: each package has one
  expect(SHIPPED_TABLE.version).toBe(version);
});

it('puts a person’s own price first, the last one entered, and takes it into the hash', () => {
  const shipped = openPriceBook([])(SONNET, TODAY);
  const own = openPriceBook([{ ...OWN, input: 9 }, OWN])(SONNET, TODAY);

  expect(own?.line).toMatchObject({ input: 1, output: 2, source: 'our contract', by: 'you' });
  expect(own?.costMicroUsd(usage(1000, 100, 400))).toBe(1200);
  expect(openPriceBook([{ ...OWN, cacheRead: 0.5 }])(SONNET, TODAY)?.costMicroUsd(usage(1000, 100, 400))).toBe(1000);
  const hashes = [shipped, own, openPriceBook([{ ...OWN, date: '2026-10-02' }])(SONNET, TODAY)].map(price => price?.hash);
  expect(new Set(hashes).size).toBe(3);
  expect(openPriceBook([OWN])(SONNET, TODAY)?.hash).toBe(own?.hash);
});

it.each([
  ['a server of one’s own', { provider: 'openai-compatible', modelId: 'gpt-4o-mini', baseUrl: 'http://127.0.0.1:9/v1' }],
  ['a model nobody knows', { provider: 'anthropic', modelId: 'clavichord-9', baseUrl: 'https://api.anthropic.com/v1' }],
] as const)('knows no price of %s', (_what, model) => {
  expect(openPriceBook([])(model, TODAY)).toBeNull();
});

it('knows a provider by its address behind the compatible interface', () => {
  const at = (baseUrl: string) => openPriceBook([])({ provider: 'openai-compatible', modelId: 'gpt-4o-mini', baseUrl }, TODAY);
  expect(at('https://api.openai.com/v1')?.costMicroUsd(usage(1_000_000, 0))).toBe(150_000);
});
