import { describe, expect, it } from 'vitest';
import type { ClassView, ModelsView } from '../../../../engine/contract/models.ts';
import { choiceOf, formOf } from '../../../../renderer/panels/models/choice-form.ts';
import { keysInUse } from '../../../../renderer/panels/models/keys-in-use.ts';
import { choiceLine, dollarsText, keyLine, meaningOf, microUsdOf } from '../../../../renderer/panels/models/models-words.ts';
import { priceRows } from '../../../../renderer/panels/models/price-rows.ts';

const local = (modelClass: ClassView['modelClass']): ClassView => ({
  ...{ modelClass, purpose: 'Something.', choice: { provider: 'local-extractive' }, by: 'default', remote: null },
});

const remote = (modelClass: ClassView['modelClass'], key: NonNullable<ClassView['remote']>['key'] = { kind: 'set' }): ClassView => ({
  ...local(modelClass),
  ...{
    by: 'settings',
    remote: { title: 'Anthropic', address: 'https://api.anthropic.com/v1', keyName: 'anthropic', key, price: null, warnings: [] },
  },
  choice: {
    ...{ provider: 'anthropic', modelId: 'claude-haiku-4-5-20251001', maxOutputTokens: 8192, temperature: null },
    ...{ stream: true, structured: 'schema', timeoutMs: 30_000 },
  },
});

describe('the form of a model', () => {
  it('gives back the choice that it was made from', () => {
    const view = remote('drafting');
    expect(choiceOf(formOf(view))).toEqual({ choice: view.choice });
    expect(choiceOf(formOf(local('fast')))).toEqual({ choice: { provider: 'local-extractive' } });
  });

  it('begins afresh where the environment chose: its address and key are not the settings’ own', () => {
    expect(formOf({ ...remote('drafting'), by: 'environment' }).provider).toBe('local-extractive');
  });

  const typed = { ...formOf(remote('drafting')) };
  it.each([
    [{ modelId: ' ' }, 'modelId'],
    [{ modelId: 'two words' }, 'modelId'],
    [{ baseUrl: 'localhost:11434' }, 'baseUrl'],
    [{ baseUrl: 'https://me:secret@example.com/v1' }, 'baseUrl'],
    [{ provider: 'openai-compatible' as const }, 'baseUrl'],
    [{ maxOutputTokens: 'lots' }, 'maxOutputTokens'],
    [{ maxOutputTokens: '1.5' }, 'maxOutputTokens'],
    [{ temperature: '3' }, 'temperature'],
    [{ timeoutS: '0' }, 'timeoutS'],
    [{ keyName: 'My Key' }, 'keyName'],
  ])('says of %o beside which field it is wrong', (part, field) => {
    const made = choiceOf({ ...typed, ...part });
    expect('faults' in made ? Object.keys(made.faults) : []).toEqual([field]);
    expect('faults' in made ? Object.values(made.faults)[0] : '').toMatch(/^[A-Z“].*\.$/);
  });
});

it('says who sees the evidence', () => {
  const classes: ModelsView['classes'] = [local('grounding'), remote('drafting'), remote('fast')];
  expect(meaningOf({ classes: [local('grounding')] })).toContain('nothing leaves this computer');
  expect(meaningOf({ classes })).toBe(
    'Steps of the classes drafting and fast send their prompt and evidence to Anthropic (api.anthropic.com). All others are answered by the local model, on this computer and for nothing.',
  );
  expect(meaningOf({ classes: [remote('fast')] })).toBe(
    'Steps of every class send their prompt and evidence to Anthropic (api.anthropic.com).',
  );
});

it('says who answers and how the key stands', () => {
  expect(choiceLine(local('fast'))).toBe('Local model');
  expect(choiceLine({ ...remote('fast'), by: 'environment' })).toBe('Anthropic · claude-haiku-4-5-20251001 · set by the environment');
  const states = [
    { kind: 'set' },
    { kind: 'not-set', needed: true },
    { kind: 'not-set', needed: false },
    { kind: 'environment', variable: 'X_KEY' },
  ] as const;
  const lines = states.map(key => remote('fast', key).remote).map(each => (each === null ? null : keyLine(each)));
  expect(lines).toEqual([
    { words: 'Key set', isWell: true },
    { words: 'Key not set', isWell: false },
    { words: 'No key', isWell: true },
    { words: 'Key from X_KEY', isWell: true },
  ]);
});

it('shows a key once though several classes use it, and a price for each model', () => {
  const classes: ModelsView['classes'] = [remote('drafting'), remote('fast'), { ...remote('reviewing'), by: 'environment' }];
  expect(keysInUse(classes).map(({ name, isKept }) => [name, isKept])).toEqual([
    ['anthropic', true],
    ['anthropic', false],
  ]);
  const old = { provider: 'openai', modelId: 'gpt-old', input: 1, output: 2, source: 'a contract', date: '2026-01-01' } as const;
  expect(priceRows({ classes, ownPrices: [old] }).map(({ modelId, price }) => [modelId, price?.by])).toEqual([
    ['claude-haiku-4-5-20251001', undefined],
    ['gpt-old', 'you'],
  ]);
});

it.each([
  ['', null],
  [' $2.50 ', 2_500_000],
  ['2,5', 2_500_000],
  ['0', 0],
  ['0.000001', 1],
  ['abc', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['0.0000001', undefined],
  ['99999999', undefined],
])('reads %j as a sum of money', (text, microUsd) => {
  expect(microUsdOf(text)).toBe(microUsd);
  if (microUsd !== undefined) expect(microUsdOf(dollarsText(microUsd))).toBe(microUsd);
});
