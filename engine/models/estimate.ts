import { INSTRUCTIONS, questionText } from './question-text.ts';
import type { ModelRequest, ModelUsage } from './model.ts';

/** What a provider's own frame around a question takes at most. */
const FRAME_TOKENS = 64;

/** Where a provider decides how long an answer may be. */
const UNLIMITED_OUTPUT_TOKENS = 32_768;

/**
 * Tokens that a text takes, on the high side and without any provider's table: one for three bytes of UTF-8. English prose has four to five bytes a
 * token, JSON and code three to four, and Chinese or Japanese about three bytes a character and one token or less.
 */
export const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text, 'utf8') / 3);

/** The most that one call is taken to use, before it is made: the whole question, and an answer as long as it may be. */
export const worstUsage = (request: ModelRequest, maxOutputTokens: number | null): ModelUsage => ({
  inputTokens: FRAME_TOKENS + tokensOf(INSTRUCTIONS) + tokensOf(questionText(request)) + tokensOf(JSON.stringify(request.outputSchema)),
  outputTokens: maxOutputTokens ?? UNLIMITED_OUTPUT_TOKENS,
  cacheReadTokens: 0,
  reasoningTokens: 0,
});
