import type { FinishReason, LanguageModelUsage } from 'ai';
import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { Model, ModelAnswer, ModelRequest, ModelUsage } from './model.ts';
import { modelError } from './model-error.ts';
import { priceOf, type Price } from './price.ts';
import { INSTRUCTIONS, questionText } from './question-text.ts';

export interface OpenAiCompatible {
  /** Up to and with the version, e.g. `https://api.openai.com/v1` or `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  /** Pinned, e.g. `gpt-4o-mini-2024-07-18`. */
  readonly modelId: string;
  /** Asked anew for each call and kept nowhere; null where the server wants none. */
  readonly apiKey: () => Promise<string | null>;
  /** How long one call may take. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 120_000;
const TEMPERATURE = 0;

/**
 * A model behind any server that speaks OpenAI's chat completions: OpenAI, Ollama, LM Studio, vLLM. Each `generate` is one HTTP call; what may be
 * tried again the engine decides by the error's class. An answer that is no JSON comes back as its text, so that its cost counts and the
 * stage can say what was wrong. Cost is 0 and `priceTableHash` null where the price table does not know the model.
 */
export function openAiCompatible(settings: OpenAiCompatible): Model {
  const price = priceOf(settings.modelId, settings.baseUrl);
  return {
    provider: 'openai-compatible',
    modelId: settings.modelId,
    params: { temperature: TEMPERATURE, base_url: settings.baseUrl, max_output_tokens: null, seed: null },
    priceTableHash: price?.hash ?? null,
    generate: (request, signal) => call(settings, price, request, signal),
  };
}

async function call(
  settings: OpenAiCompatible,
  price: Price | null,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Result<ModelAnswer, StepError>> {
  // Loaded with the first call: the SDK takes 0.2 s, and most workspaces never need it.
  const [{ APICallError, generateText, jsonSchema, NoObjectGeneratedError, Output }, { createOpenAICompatible }] = await Promise.all([
    import('ai'),
    import('@ai-sdk/openai-compatible'),
  ]);
  const apiKey = await settings.apiKey();
  const timeLimit = AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    const provider = createOpenAICompatible({
      name: PROVIDER_NAME,
      baseURL: settings.baseUrl,
      supportsStructuredOutputs: true,
      ...(apiKey !== null && { apiKey }),
    });
    const answer = await generateText({
      model: provider(settings.modelId),
      instructions: INSTRUCTIONS,
      prompt: questionText(request),
      output: Output.object({ schema: jsonSchema<Json>(request.outputSchema), name: 'answer' }),
      temperature: TEMPERATURE,
      maxRetries: 0,
      abortSignal: AbortSignal.any([signal, timeLimit]),
      // Strict mode wants every field required, and skills have optional ones; the stage checks the answer anyway.
      providerOptions: { [PROVIDER_NAME]: { strictJsonSchema: false } },
    });
    return answered(
      { text: answer.text, usage: answer.usage, finishReason: answer.finishReason, responseModel: answer.finalStep.response.modelId },
      settings,
      price,
    );
  } catch (error) {
    if (NoObjectGeneratedError.isInstance(error) && error.usage !== undefined) {
      const { text = '', usage, finishReason = 'other', response } = error;
      return answered({ text, usage, finishReason, responseModel: response?.modelId ?? settings.modelId }, settings, price);
    }
    return refused(
      modelError(error, { callError: APICallError.isInstance(error) ? error : null, apiKey, signal, timeLimit, modelId: settings.modelId }),
    );
  }
}

const PROVIDER_NAME = 'atelier';

interface Reply {
  readonly text: string;
  readonly usage: LanguageModelUsage;
  readonly finishReason: FinishReason;
  readonly responseModel: string;
}

function answered(
  { text, usage, finishReason, responseModel }: Reply,
  settings: OpenAiCompatible,
  price: Price | null,
): Result<ModelAnswer, StepError> {
  if (finishReason === 'content-filter') {
    return refused({
      class: 'policy',
      code: 'content_filter',
      message: `The provider’s content filter stopped ${settings.modelId}. Change the prompt or the evidence.`,
    });
  }
  const spent = usageOf(usage);
  return ok({ output: parsed(text), responseModel, finishReason, usage: spent, costMicroUsd: price?.costMicroUsd(spent) ?? 0 });
}

const usageOf = (usage: LanguageModelUsage): ModelUsage => ({
  inputTokens: usage.inputTokens ?? 0,
  outputTokens: usage.outputTokens ?? 0,
  cacheReadTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
  reasoningTokens: usage.outputTokenDetails.reasoningTokens ?? 0,
});

/** The JSON in the text, also where a fence stands around it; the text itself when there is none. */
function parsed(text: string): Json {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(bare) as Json; // true: JSON.parse gives JSON
  } catch {
    return text;
  }
}
