import { addressFault } from './address.ts';
import { localExtractive } from './local-extractive.ts';
import type { Model, ModelClass, Models } from './model.ts';
import { RemoteChoice, type ModelChoice, type ModelSettings } from './model-settings.ts';
import { openPriceBook } from './price.ts';
import { refusingModel } from './refusing-model.ts';
import { remoteModel, type RemoteNeeds } from './remote-model.ts';

/** Variables that put one server in place of the embedded model, for all classes that the workspace's settings leave open. */
export interface ModelEnvironment {
  /** Base URL of a server that speaks OpenAI's chat completions. */
  readonly ATELIER_MODEL_BASE_URL?: string | undefined;
  /** Its pinned model. Both must be set for the server to be asked. */
  readonly ATELIER_MODEL_ID?: string | undefined;
  readonly ATELIER_MODEL_KEY?: string | undefined;
}

/** Who answers for a class, and who says so. */
export interface Chosen {
  readonly choice: ModelChoice;
  readonly by: 'settings' | 'environment' | 'default';
}

export interface ChooseNeeds {
  /** The same object as long as nothing was changed. */
  readonly settings: () => ModelSettings;
  readonly environment: ModelEnvironment;
  readonly keyOf: (chosen: { readonly choice: RemoteChoice; readonly by: Chosen['by'] }) => ReturnType<RemoteNeeds['apiKey']>;
  readonly nowMs: () => number;
  /** The embedded model; the plain one when absent. */
  readonly local?: Model;
}

const LOCAL: ModelChoice = { provider: 'local-extractive' };

/** The workspace's settings come first, then the environment, then the embedded model, which needs no key and no network. */
export function chosenFor(modelClass: ModelClass, settings: ModelSettings, environment: ModelEnvironment): Chosen {
  const set = settings.classes?.[modelClass];
  if (set !== undefined) return { choice: set, by: 'settings' };
  const { ATELIER_MODEL_BASE_URL: baseUrl = '', ATELIER_MODEL_ID: modelId = '' } = environment;
  if (baseUrl === '' || modelId === '') return { choice: LOCAL, by: 'default' };
  // What the variables hold is looked at where the model is made: here it is only told.
  return { choice: { ...ASKED_AS_EVER, baseUrl, modelId }, by: 'environment' };
}

const ASKED_AS_EVER: RemoteChoice = RemoteChoice.parse({
  provider: 'openai-compatible',
  baseUrl: 'http://127.0.0.1/v1',
  modelId: 'any',
  maxOutputTokens: null,
});

/** Which model serves which class, by the settings as they are when it is asked for. */
export function chooseModels({ settings, environment, keyOf, nowMs, local = localExtractive() }: ChooseNeeds): Models {
  let made: { readonly of: ModelSettings; readonly models: Map<ModelClass, Model> } | null = null;
  return modelClass => {
    const now = settings();
    if (made?.of !== now) made = { of: now, models: new Map() };
    const known = made.models.get(modelClass);
    if (known !== undefined) return known;
    const model = modelOf(chosenFor(modelClass, now, environment), now);
    made.models.set(modelClass, model);
    return model;
  };

  function modelOf({ choice, by }: Chosen, now: ModelSettings): Model {
    if (choice.provider === 'local-extractive') return local;
    const fault = choice.baseUrl === undefined ? null : addressFault(choice.baseUrl);
    if (fault !== null) return refusingModel(choice, `ATELIER_MODEL_BASE_URL is set wrongly: ${fault}`);
    return remoteModel(choice, { apiKey: () => keyOf({ choice, by }), prices: openPriceBook(now.prices ?? []), nowMs });
  }
}
