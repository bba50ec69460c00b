import { localExtractive } from './local-extractive.ts';
import type { Models } from './model.ts';
import { openAiCompatible } from './openai-compatible.ts';

export interface ModelSettings {
  /** Base URL of a server that speaks OpenAI's chat completions. */
  readonly ATELIER_MODEL_BASE_URL?: string | undefined;
  /** Its pinned model. Both must be set for the server to be asked. */
  readonly ATELIER_MODEL_ID?: string | undefined;
  readonly ATELIER_MODEL_KEY?: string | undefined;
}

/** Which model serves which class: the one of the settings for all, or the embedded one, which needs no key and no network. */
export function chooseModels(
  settings: ModelSettings,
  apiKey: () => Promise<string | null> = () => Promise.resolve(settings.ATELIER_MODEL_KEY ?? null),
): Models {
  const { ATELIER_MODEL_BASE_URL: baseUrl, ATELIER_MODEL_ID: modelId } = settings;
  const model =
    baseUrl === undefined || baseUrl === '' || modelId === undefined || modelId === ''
      ? localExtractive()
      : openAiCompatible({ baseUrl, modelId, apiKey });
  return () => model;
}
