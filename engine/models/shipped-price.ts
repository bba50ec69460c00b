import { createRequire } from 'node:module';
import type { ModelPrice } from '@pydantic/genai-prices';
import type { ModelUsage } from './model.ts';
import type { Price, PricedModel } from './price.ts';
import { lineHash, type PriceLine } from './price-line.ts';

/** The table that comes with the program, and the day it was published; its lines name the providers' own pages. */
export const SHIPPED_TABLE = { name: 'genai-prices', version: '0.1.8', date: '2026-09-23' };

/** By the shipped table; null when it does not know the model there: a server of one's own, or a new model. */
export function shippedPrice({ provider, modelId, baseUrl }: PricedModel, atMs: number): Price | null {
  // Loaded when a provider is set up: the table takes 50 ms, and the embedded model costs nothing.
  const { calcPrice } = createRequire(import.meta.url)('@pydantic/genai-prices') as typeof import('@pydantic/genai-prices'); // true: this is that package
  // An OpenAI-compatible server is known by its address alone: the same model costs otherwise elsewhere.
  const whose = provider === 'openai-compatible' ? { providerApiUrl: baseUrl } : { providerId: provider };
  const priced = (usage: ModelUsage) =>
    calcPrice(
      {
        input_tokens: usage.inputTokens,
        output_tokens: usage.outputTokens,
        cache_read_tokens: Math.min(usage.cacheReadTokens, usage.inputTokens),
      },
      modelId,
      { ...whose, timestamp: new Date(atMs) },
    );
  const found = priced({ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, reasoningTokens: 0 });
  if (found === null) return null;
  const line: PriceLine = {
    provider,
    modelId,
    input: baseRate(found.model_price, 'input_mtok') ?? 0,
    output: baseRate(found.model_price, 'output_mtok') ?? 0,
    cacheRead: baseRate(found.model_price, 'cache_read_mtok'),
    more: tiersOf(found.model_price),
    source: `${found.provider.pricing_urls?.[0] ?? found.provider.name}, as ${SHIPPED_TABLE.name} ${SHIPPED_TABLE.version} has it for ${found.model.id}`,
    date: SHIPPED_TABLE.date,
    by: 'table',
  };
  return {
    hash: lineHash(line),
    line,
    costMicroUsd: usage => Math.round((priced(usage)?.total_price ?? 0) * 1_000_000),
  };
}

function baseRate(price: ModelPrice, unit: string): number | null {
  const rate = price[unit];
  return rate === undefined ? null : typeof rate === 'number' ? rate : rate.base;
}

/** In words; null where one price holds for every length. */
function tiersOf(price: ModelPrice): string | null {
  const { input_mtok: input, output_mtok: output } = price;
  if (typeof input !== 'object' || typeof output !== 'object') return null;
  const tiers = input.tiers.map(({ start, price: more }, at) => {
    const outputMore = output.tiers[at]?.price ?? output.base;
    return `above ${start.toLocaleString('en')} tokens of input: ${String(more)} and ${String(outputMore)}`;
  });
  return tiers.join('; ');
}
