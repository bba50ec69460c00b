import { expect, it } from 'vitest';
import { hashText } from '../../../engine/base/hash.ts';
import type { Json } from '../../../engine/base/json.ts';
import { ok, refused, type Result } from '../../../engine/base/result.ts';
import type { StepError } from '../../../engine/base/step-error.ts';
import type { Model, ModelAnswer, ModelRequest } from '../../../engine/models/model.ts';
import { runPromptSkill } from '../../../engine/skills/run-prompt-skill.ts';
import { resolvePrompt } from '../../../engine/skills/resolve-prompt.ts';
import type { Skill } from '../../../engine/skills/skill.ts';
import { openStage } from '../../../engine/skills/stage-model.ts';

const prompt = 'Name the town of {{ input.letter }}.';
const town: Skill = {
  name: 'town',
  version: '1',
  title: 'Town',
  description: '',
  kind: 'prompt',
  modelClass: 'fast',
  effect: 'llm',
  input: { type: 'object' },
  output: { type: 'object', required: ['town'], properties: { town: { type: 'string' } } },
  prompt,
  promptHash: hashText('atelier/prompt/v1', prompt),
  codeVersion: '1',
  policyHash: null,
  modelFree: false,
  run: runPromptSkill,
};

/** A model that gives these answers one after the other, and keeps what it was asked. */
function scripted(...answers: (Json | Result<ModelAnswer, StepError>)[]) {
  const asked: ModelRequest[] = [];
  const model: Model = {
    provider: 'scripted',
    modelId: 'scripted-1',
    params: {},
    priceTableHash: null,
    generate: request => {
      const next = answers[asked.length] ?? null;
      asked.push(request);
      return Promise.resolve(
        next !== null && typeof next === 'object' && 'ok' in next ? (next as Result<ModelAnswer, StepError>) : ok(saying(next)),
      );
    },
  };
  return { model, asked };
}

const saying = (output: Json, finishReason = 'stop'): ModelAnswer => ({
  output,
  responseModel: 'scripted-1b',
  finishReason,
  usage: { inputTokens: 10, outputTokens: 2, cacheReadTokens: 1, reasoningTokens: 0 },
  costMicroUsd: 5,
});

async function run(model: Model) {
  const { stage, spent } = openStage({ skill: town, model, sources: [], prompt: 'Name the town.', signal: new AbortController().signal });
  return { answer: await town.run({ letter: 'x' }, stage), spent: spent() };
}

it('fills the prompt’s templates with the input', () => {
  expect(resolvePrompt(town, { letter: 'Noor' })).toEqual({ ok: true, value: 'Name the town of Noor.' });
  expect(resolvePrompt(town, {})).toMatchObject({ ok: false, error: { class: 'expression_error' } });
});

it('puts the evidence in the prompt as it is, though it looks like a template', () => {
  expect(resolvePrompt(town, { letter: '{{ run.id }}' })).toEqual({ ok: true, value: 'Name the town of {{ run.id }}.' });
});

it('gives the model’s answer when it fits, and what it cost', async () => {
  const { model, asked } = scripted({ town: 'Old Harbour' });

  const { answer, spent } = await run(model);

  expect(answer).toMatchObject({ ok: true, value: { output: { town: 'Old Harbour' } } });
  expect(asked).toMatchObject([{ modelClass: 'fast', prompt: 'Name the town.', outputSchema: town.output, corrections: [] }]);
  expect(spent).toMatchObject({ calls: 1, costMicroUsd: 5, responseModel: 'scripted-1b', finishReason: 'stop', prompt: 'Name the town.' });
});

it('tells what was wrong and asks again, and counts every answer', async () => {
  const { model, asked } = scripted({ city: 'x' }, 'Old Harbour', { town: 'Old Harbour' });

  const { answer, spent } = await run(model);

  expect(answer.ok).toBe(true);
  expect(asked).toHaveLength(3);
  expect(asked[1]?.corrections.join()).toContain('town');
  expect(asked[2]?.corrections.join()).toContain('a set of fields is asked for');
  expect(spent).toMatchObject({ calls: 3, costMicroUsd: 15, usage: { inputTokens: 30, outputTokens: 6, cacheReadTokens: 3 } });
});

it('keeps what was wrong with each answer that missed, and what it cost', async () => {
  const { model } = scripted({ city: 'x' }, 'Old Harbour', { town: 'Old Harbour' });

  const { spent } = await run(model);

  expect(spent.misses).toMatchObject([
    {
      output: { city: 'x' },
      usage: { inputTokens: 10, outputTokens: 2 },
      costMicroUsd: 5,
      problems: [expect.stringContaining('town') as string],
    },
    { output: 'Old Harbour' },
  ]);
});

it('leaves nothing where an optional field was not given, and refuses a field that it does not know', () => {
  const skill = { ...town, input: { type: 'object', properties: { letter: { type: 'string' } } } };

  expect(resolvePrompt(skill, {})).toEqual({ ok: true, value: 'Name the town of .' });
  expect(resolvePrompt({ ...skill, prompt: '{{ input.other }}' }, {})).toMatchObject({ ok: false, error: { class: 'expression_error' } });
});

it('gives up after two corrections, with what was wrong and what it cost', async () => {
  const { model, asked } = scripted('a', 'b', 'c', { town: 'too late' });

  const { answer, spent } = await run(model);

  expect(asked).toHaveLength(3);
  expect(answer).toMatchObject({ ok: false, error: { class: 'invalid_output', code: 'schema_mismatch' } });
  expect(spent.calls).toBe(3);
});

it('says of a cut-off answer that it was too long', async () => {
  const { model, asked } = scripted(ok(saying('{"to', 'length')), ok(saying('{"to', 'length')), ok(saying('{"to', 'length')));

  const { answer } = await run(model);

  expect(asked[1]?.corrections[0]).toContain('cut off');
  expect(answer).toMatchObject({ ok: false, error: { code: 'truncated' } });
});

it('leaves other errors to the engine’s retries', async () => {
  const limit: StepError = { class: 'rate_limited', code: 'rate_limited', message: 'Slow down.', retryAfterMs: 7000 };
  const { model, asked } = scripted(refused(limit));

  const { answer, spent } = await run(model);

  expect(answer).toEqual({ ok: false, error: limit });
  expect(asked).toHaveLength(1);
  expect(spent.calls).toBe(0);
});
