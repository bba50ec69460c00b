import type { generateText, LanguageModel } from 'ai';
import { neverHere } from '../base/never-here.ts';
import { guardedFetch } from './guarded-fetch.ts';
import type { RemoteChoice } from './model-settings.ts';

/** A provider's model as the AI SDK asks it, with what is set for each call there. */
export interface OpenedModel {
  readonly model: LanguageModel;
  readonly providerOptions: NonNullable<Parameters<typeof generateText>[0]['providerOptions']>;
}

/** Empty where a server wants none: left out, the SDK would take a key from the environment and send it there. */
const NO_KEY = 'none';

/** Each provider's part of the SDK is loaded with its first call: most workspaces never need one. */
export async function openLanguageModel(choice: RemoteChoice, baseURL: string, apiKey: string | null): Promise<OpenedModel> {
  const { provider, modelId, structured } = choice;
  const settings = { baseURL, apiKey: apiKey ?? NO_KEY, fetch: guardedFetch };
  switch (provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return { model: createAnthropic(settings)(modelId), providerOptions: {} };
    }
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      // Unless told otherwise OpenAI keeps questions and answers for a month. Strict mode wants every field required, and skills have optional ones.
      return { model: createOpenAI(settings).responses(modelId), providerOptions: { openai: { store: false, strictJsonSchema: false } } };
    }
    case 'google': {
      const { createGoogle } = await import('@ai-sdk/google');
      return { model: createGoogle(settings).chat(modelId), providerOptions: {} };
    }
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const opened = createOpenAICompatible({
        ...{ name: COMPATIBLE, baseURL, fetch: guardedFetch, includeUsage: true },
        supportsStructuredOutputs: structured === 'schema',
        ...(apiKey !== null && { apiKey }),
      });
      return { model: opened(modelId), providerOptions: { [COMPATIBLE]: { strictJsonSchema: false } } };
    }
    default:
      return neverHere(provider);
  }
}

const COMPATIBLE = 'atelier';
