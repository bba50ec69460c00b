import type { Hash } from '../base/hash.ts';
import type { ModelUsage } from './model.ts';
import type { OwnPrice } from './model-settings.ts';
import type { RemoteProvider } from './provider.ts';
import { lineHash, type PriceLine } from './price-line.ts';
import { shippedPrice } from './shipped-price.ts';

/** What a model costs. */
export interface Price {
  /** Of the line, on every row that it priced. */
  readonly hash: Hash;
  readonly line: PriceLine;
  /** In whole millionths of a dollar, rounded to the nearest. */
  costMicroUsd(usage: ModelUsage): number;
}

/** Prices by provider, model and moment: a person's own first, then the table that ships. Null: the price is not known. */
export type PriceBook = (of: PricedModel, atMs: number) => Price | null;

export interface PricedModel {
  readonly provider: RemoteProvider;
  readonly modelId: string;
  readonly baseUrl: string;
}

export const openPriceBook =
  (own: readonly OwnPrice[]): PriceBook =>
  (of, atMs) => {
    const entered = own.findLast(({ provider, modelId }) => provider === of.provider && modelId === of.modelId);
    return entered === undefined ? shippedPrice(of, atMs) : ownPrice(entered);
  };

function ownPrice({ provider, modelId, input, output, cacheRead, source, date }: OwnPrice): Price {
  const line: PriceLine = { provider, modelId, input, output, cacheRead: cacheRead ?? null, more: null, source, date, by: 'you' };
  return {
    hash: lineHash(line),
    line,
    // Dollars for a million tokens are millionths of a dollar for one.
    costMicroUsd: ({ inputTokens, outputTokens, cacheReadTokens }) => {
      const kept = Math.min(cacheReadTokens, inputTokens);
      return Math.round((inputTokens - kept) * input + kept * (cacheRead ?? input) + outputTokens * output);
    },
  };
}
