import type { JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { isNear } from './address.ts';
import { answerJson } from './answer-json.ts';
import { askProvider, type Reply } from './ask-provider.ts';
import { worstUsage } from './estimate.ts';
import type { Model, ModelAnswer } from './model.ts';
import type { RemoteChoice } from './model-settings.ts';
import type { Price, PriceBook } from './price.ts';
import { PROVIDER_FACTS } from './provider.ts';
import { questionText } from './question-text.ts';
import { replyUsage } from './reply-usage.ts';

export interface RemoteNeeds {
  /** Asked anew for each call and kept nowhere; null where there is none and none is needed. */
  readonly apiKey: () => Promise<Result<string | null, StepError>>;
  readonly prices: PriceBook;
  readonly nowMs: () => number;
}

/**
 * A model behind a provider's HTTP interface. Each `generate` is one call; what may be tried again the engine decides by the error's class. An answer that
 * is no JSON comes back as its text, so that its cost counts and the stage can say what was wrong. Cost is 0 and `priceTableHash` null where no price
 * is known. Receiving an answer in pieces changes nothing of it, nor does the time limit: neither stands in `params`.
 */
export function remoteModel(choice: RemoteChoice, { apiKey, prices, nowMs }: RemoteNeeds): Model {
  const { provider, modelId } = choice;
  const baseUrl = addressOf(choice);
  const price = hourly(atMs => prices({ provider, modelId, baseUrl }, atMs), nowMs);
  return {
    provider,
    modelId,
    params: paramsOf(choice, baseUrl),
    get priceTableHash() {
      return price()?.hash ?? null;
    },
    // A server of one's own is taken to cost nothing unless a price says otherwise.
    costOf: usage => price()?.costMicroUsd(usage) ?? (isNear(baseUrl) ? 0 : null),
    estimate: request => {
      const usage = worstUsage(request, choice.maxOutputTokens);
      return { usage, costMicroUsd: price()?.costMicroUsd(usage) ?? null, address: baseUrl };
    },
    async generate(request, signal) {
      const key = await apiKey();
      if (!key.ok) return key;
      const question = questionText(request);
      const reply = await askProvider({ choice, baseUrl, apiKey: key.value, question, schema: request.outputSchema, signal });
      return reply.ok ? answered(reply.value, question, choice, price()) : reply;
    },
  };
}

/** What `look` found in this hour: a price is asked for with each row, finding one takes a millisecond, and prices change at full hours. */
function hourly<Found>(look: (atMs: number) => Found, nowMs: () => number): () => Found {
  let last: { readonly found: Found; readonly hour: number } | null = null;
  return () => {
    const atMs = nowMs();
    const hour = Math.floor(atMs / 3_600_000);
    if (last?.hour !== hour) last = { found: look(atMs), hour };
    return last.found;
  };
}

/** Where a choice is asked: its own address, or the provider's. */
export const addressOf = ({ provider, baseUrl }: Pick<RemoteChoice, 'provider' | 'baseUrl'>): string =>
  (baseUrl ?? PROVIDER_FACTS[provider].address ?? '').replace(/\/+$/, '');

const paramsOf = ({ temperature, maxOutputTokens, structured }: RemoteChoice, baseUrl: string): JsonObject => ({
  base_url: baseUrl,
  max_output_tokens: maxOutputTokens,
  seed: null,
  structured,
  temperature,
});

function answered(
  { text, usage, finishReason, responseModel }: Reply,
  question: string,
  { modelId }: RemoteChoice,
  price: Price | null,
): Result<ModelAnswer, StepError> {
  if (finishReason === 'content-filter') return refused(filtered(modelId));
  if (text === '' && finishReason !== 'length') return refused(empty(modelId));
  const spent = replyUsage(usage, question, text);
  return ok({ output: answerJson(text), responseModel, finishReason, usage: spent, costMicroUsd: price?.costMicroUsd(spent) ?? 0 });
}

/** Nobody can be told what was wrong with nothing: it is asked afresh. */
const empty = (modelId: string): StepError => ({
  class: 'transient',
  code: 'empty_answer',
  message: `${modelId} gave an empty answer.`,
});

const filtered = (modelId: string): StepError => ({
  class: 'policy',
  code: 'content_filter',
  message: `The provider’s content filter stopped ${modelId}. Change the prompt or the evidence.`,
});
