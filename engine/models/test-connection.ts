import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { dollars } from './budget-error.ts';
import type { Model, ModelRequest } from './model.ts';

/** What came of asking a model one small question. */
export interface ConnectionTest {
  readonly ok: boolean;
  /** For a person: that it answers, how fast and for how much, or why not and what to do. */
  readonly sentence: string;
  readonly costMicroUsd: number;
}

const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['ready'],
  properties: { ready: { type: 'boolean', description: 'True when you can read this.' } },
  additionalProperties: false,
};

const REQUEST: ModelRequest = {
  modelClass: 'fast',
  prompt: 'This is a test of the connection. Answer that you are ready.',
  input: {},
  sources: [],
  outputSchema: SCHEMA,
  corrections: [],
};

/** Asks a model whether it is there, and whether it answers in the form that skills need. Costs a few dozen tokens of an outside model. */
export async function testConnection(model: Model, title: string, nowMs: () => number, signal: AbortSignal): Promise<ConnectionTest> {
  if (model.provider === 'local-extractive')
    return { ok: true, sentence: 'The local model is part of Atelier: it needs no key and no network, and it is ready.', costMicroUsd: 0 };
  const startedMs = nowMs();
  const answer = await model.generate(REQUEST, signal);
  if (!answer.ok) return { ok: false, sentence: answer.error.message, costMicroUsd: 0 };
  const { output, costMicroUsd, responseModel, finishReason } = answer.value;
  if (schemaProblems(SCHEMA, output).length > 0)
    return {
      ok: false,
      sentence:
        finishReason === 'length'
          ? `${model.modelId} answers, but used up its longest answer before it was done. Allow it longer answers: a model that thinks first needs several thousand tokens.`
          : `${model.modelId} answers, but not in the form that is asked for. Skills would fail with it; choose another model, or “told in the prompt” for its structured answers.`,
      costMicroUsd,
    };
  const tookS = (nowMs() - startedMs) / 1000;
  const seconds = tookS < 0.1 ? 'less than 0.1' : tookS.toLocaleString('en', { maximumFractionDigits: 1 });
  const price = model.priceTableHash === null ? 'No price is known for it.' : `This test cost ${dollars(costMicroUsd)}.`;
  const served = responseModel === model.modelId ? '' : ` as ${responseModel}`;
  return { ok: true, sentence: `${model.modelId} at ${title} answered${served} in ${seconds} s. ${price}`, costMicroUsd };
}
