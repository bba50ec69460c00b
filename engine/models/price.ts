import { createRequire } from 'node:module';
import { valueHash } from '../base/value-ref.ts';
import type { Hash } from '../base/hash.ts';
import type { Json } from '../base/json.ts';
import type { ModelUsage } from './model.ts';

/** What a model costs, by the table that comes with the program: @pydantic/genai-prices, which names the provider's pages as its sources. */
export interface Price {
  /** Of the model's line in the table. */
  readonly hash: Hash;
  costMicroUsd(usage: ModelUsage): number;
}

/** Null when the table does not know the model at this address: a local server, or a new model. */
export function priceOf(modelId: string, baseUrl: string): Price | null {
  // Loaded when a provider is set up: the table takes 50 ms, and the embedded model costs nothing.
  const { calcPrice } = createRequire(import.meta.url)('@pydantic/genai-prices') as typeof import('@pydantic/genai-prices'); // true: this is that package
  const priced = (usage: ModelUsage) =>
    calcPrice(
      {
        input_tokens: usage.inputTokens,
        output_tokens: usage.outputTokens,
        cache_read_tokens: Math.min(usage.cacheReadTokens, usage.inputTokens),
      },
      modelId,
      { providerApiUrl: baseUrl },
    );
  const line = priced({ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, reasoningTokens: 0 });
  if (line === null) return null;
  return {
    hash: valueHash(JSON.parse(JSON.stringify({ model: line.model.id, provider: line.provider.id, prices: line.model_price })) as Json), // true: JSON.parse gives JSON
    costMicroUsd: usage => Math.round((priced(usage)?.total_price ?? 0) * 1_000_000),
  };
}
