import { expect, it } from 'vitest';
import { chooseModels } from '../../../engine/models/choose-models.ts';

it('serves every class with the embedded model as long as no server is named', () => {
  expect(chooseModels({})('synthesis').provider).toBe('local-extractive');
  expect(chooseModels({ ATELIER_MODEL_ID: 'tiny' })('fast').provider).toBe('local-extractive');
  expect(chooseModels({ ATELIER_MODEL_BASE_URL: '', ATELIER_MODEL_ID: 'tiny' })('fast').provider).toBe('local-extractive');
});

it('serves every class with the server and model that are named, and holds no key', () => {
  const model = chooseModels({
    ATELIER_MODEL_BASE_URL: 'http://127.0.0.1:11434/v1',
    ATELIER_MODEL_ID: 'tiny',
    ATELIER_MODEL_KEY: 'sk-secret',
  })('drafting');
  expect(model).toMatchObject({ provider: 'openai-compatible', modelId: 'tiny', params: { base_url: 'http://127.0.0.1:11434/v1' } });
  expect(JSON.stringify(model)).not.toContain('sk-secret');
});
