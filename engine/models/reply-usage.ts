import type { LanguageModelUsage } from 'ai';
import { tokensOf } from './estimate.ts';
import type { ModelUsage } from './model.ts';

/**
 * A provider's figures, each a whole number from 0: a server may send anything. Where it names none at all the texts are measured instead, on the high
 * side, so that what was spent is never nothing.
 */
export function replyUsage(usage: LanguageModelUsage, question: string, answer: string): ModelUsage {
  const inputTokens = whole(usage.inputTokens);
  const outputTokens = whole(usage.outputTokens);
  if (inputTokens === 0 && outputTokens === 0)
    return { inputTokens: tokensOf(question), outputTokens: tokensOf(answer), cacheReadTokens: 0, reasoningTokens: 0 };
  return {
    inputTokens,
    outputTokens,
    cacheReadTokens: Math.min(whole(usage.inputTokenDetails.cacheReadTokens), inputTokens),
    reasoningTokens: Math.min(whole(usage.outputTokenDetails.reasoningTokens), outputTokens),
  };
}

const whole = (count: unknown): number =>
  typeof count === 'number' && Number.isFinite(count) && count > 0 ? Math.min(Math.round(count), MAX_TOKENS) : 0;

/** No call takes more; a figure beyond is a fault, and a sum of such figures would be no whole number any more. */
const MAX_TOKENS = 100_000_000;
