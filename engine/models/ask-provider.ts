import type { FinishReason, LanguageModelUsage } from 'ai';
import type { Json } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { openLanguageModel } from './language-model.ts';
import { modelError } from './model-error.ts';
import type { RemoteChoice } from './model-settings.ts';
import { INSTRUCTIONS } from './question-text.ts';

/** What came back, before anything of it is believed. */
export interface Reply {
  readonly text: string;
  readonly usage: LanguageModelUsage;
  readonly finishReason: FinishReason;
  /** As the provider names it, at most 200 characters. */
  readonly responseModel: string;
}

export interface Asking {
  readonly choice: RemoteChoice;
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly question: string;
  readonly schema: JsonSchema;
  readonly signal: AbortSignal;
}

/** One call over HTTP, never a second one: retries are the engine's. */
export async function askProvider({ choice, baseUrl, apiKey, question, schema, signal }: Asking): Promise<Result<Reply, StepError>> {
  const { APICallError, generateText, jsonSchema, NoObjectGeneratedError, Output, streamText } = await sdk();
  const timeLimit = AbortSignal.timeout(choice.timeoutMs);
  const reply = (text: string, usage: LanguageModelUsage, finishReason: FinishReason, modelId: string | undefined) =>
    ok({ text, usage, finishReason, responseModel: (modelId ?? choice.modelId).slice(0, 200) });
  try {
    const { model, providerOptions } = await openLanguageModel(choice, baseUrl, apiKey);
    const call = {
      model,
      instructions: INSTRUCTIONS,
      prompt: question,
      maxRetries: 0,
      abortSignal: AbortSignal.any([signal, timeLimit]),
      providerOptions,
      ...(choice.temperature !== null && { temperature: choice.temperature }),
      ...(choice.maxOutputTokens !== null && { maxOutputTokens: choice.maxOutputTokens }),
    };
    const output = choice.structured === 'schema' ? { output: Output.object({ schema: jsonSchema<Json>(schema), name: 'answer' }) } : {};
    if (choice.stream) {
      const streamed = streamText({ ...call, ...output, onError: () => undefined });
      // The SDK tells of a fault inside of a stream as one of its parts, and gives promises that say less.
      for await (const part of streamed.stream) {
        if (part.type === 'error') throw part.error;
        if (part.type === 'abort') throw new Error('the call was broken off.');
      }
      const { text, usage, finishReason, response } = await streamed.finalStep;
      return reply(text, usage, finishReason, response.modelId);
    }
    const { text, usage, finishReason, finalStep } = await generateText({ ...call, ...output });
    return reply(text, usage, finishReason, finalStep.response.modelId);
  } catch (error) {
    if (NoObjectGeneratedError.isInstance(error) && error.usage !== undefined)
      return reply(error.text ?? '', error.usage, error.finishReason ?? 'other', error.response?.modelId);
    const callError = APICallError.isInstance(error) ? error : null;
    return refused(modelError(error, { callError, apiKey, signal, timeLimit, modelId: choice.modelId }));
  }
}

/** Loaded with the first call: it takes 0.2 s. It says what it thinks of a model's settings on the console, where nobody of ours reads. */
async function sdk() {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  return import('ai');
}
