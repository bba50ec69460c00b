import { expect, it } from 'vitest';
import { ok } from '../../../engine/base/result.ts';
import { chooseModels, chosenFor, type ModelEnvironment } from '../../../engine/models/choose-models.ts';
import { MODEL_CLASSES } from '../../../engine/models/model.ts';
import { ModelSettings } from '../../../engine/models/model-settings.ts';

const SERVER = { ATELIER_MODEL_BASE_URL: 'http://127.0.0.1:11434/v1', ATELIER_MODEL_ID: 'tiny', ATELIER_MODEL_KEY: 'sk-secret' };
const DRAFTS = ModelSettings.parse({ classes: { drafting: { provider: 'anthropic', modelId: 'claude-haiku-4-5-20251001' } } });

const modelsOf = (settings: () => ModelSettings, environment: ModelEnvironment) =>
  chooseModels({ settings, environment, keyOf: () => Promise.resolve(ok('sk-secret')), nowMs: () => Date.UTC(2026, 10, 21) });

it.each([{}, { ATELIER_MODEL_ID: 'tiny' }, { ATELIER_MODEL_BASE_URL: '', ATELIER_MODEL_ID: 'tiny' }])(
  'serves every class with the embedded model as long as no server is named: %o',
  environment => {
    const models = modelsOf(() => ({}), environment);
    expect(MODEL_CLASSES.map(each => models(each).provider)).toEqual(MODEL_CLASSES.map(() => 'local-extractive'));
    expect(chosenFor('fast', {}, environment).by).toBe('default');
  },
);

it('serves with the server of the environment what the settings leave open, and holds no key', () => {
  const models = modelsOf(() => DRAFTS, SERVER);

  expect(models('fast')).toMatchObject({
    provider: 'openai-compatible',
    modelId: 'tiny',
    params: { base_url: 'http://127.0.0.1:11434/v1' },
  });
  expect(models('drafting')).toMatchObject({ provider: 'anthropic', modelId: 'claude-haiku-4-5-20251001' });
  expect(JSON.stringify([models('fast'), models('drafting')])).not.toContain('sk-secret');
});

it('goes by the settings as they are when a model is asked for', () => {
  let settings: ModelSettings = {};
  const models = modelsOf(() => settings, {});
  expect(models('drafting').provider).toBe('local-extractive');

  settings = DRAFTS;

  expect(models('drafting').provider).toBe('anthropic');
  expect(models('drafting')).toBe(models('drafting'));
});

it('puts all that shapes an answer into its parameters, and what does not stays out', () => {
  const params = (more: object) =>
    modelsOf(
      () => ModelSettings.parse({ classes: { fast: { provider: 'openai', modelId: 'gpt-4.1-mini-2025-04-14', ...more } } }),
      {},
    )('fast').params;

  expect(params({})).toEqual({
    base_url: 'https://api.openai.com/v1',
    max_output_tokens: 8192,
    seed: null,
    structured: 'schema',
    temperature: 0,
  });
  for (const more of [{ baseUrl: 'https://proxy.example/v1' }, { maxOutputTokens: null }, { structured: 'prompt' }, { temperature: null }])
    expect(params(more)).not.toEqual(params({}));
  for (const more of [{ stream: true }, { timeoutMs: 1000 }, { key: 'second' }, { baseUrl: 'https://api.openai.com/v1/' }])
    expect(params(more)).toEqual(params({}));
});

it('answers nothing in another model’s place where the environment names no proper address', async () => {
  const model = modelsOf(() => ({}), { ATELIER_MODEL_BASE_URL: 'localhost', ATELIER_MODEL_ID: 'tiny' })('fast');
  const request = { modelClass: 'fast', prompt: '', input: {}, sources: [], outputSchema: {}, corrections: [] } as const;

  expect(model.provider).toBe('openai-compatible');
  expect(await model.generate(request, new AbortController().signal)).toMatchObject({
    error: { class: 'validation', code: 'model_settings' },
  });
});
