import { refused } from '../base/result.ts';
import type { Model } from './model.ts';
import type { RemoteChoice } from './model-settings.ts';

/** Stands for a model that is set up so that it cannot be asked; every call is told why. It is no fallback: an answer of another model would be taken for its own. */
export const refusingModel = ({ provider, modelId }: RemoteChoice, sentence: string): Model => ({
  provider,
  modelId,
  params: {},
  priceTableHash: null,
  generate: () => Promise.resolve(refused({ class: 'validation', code: 'model_settings', message: sentence })),
});
