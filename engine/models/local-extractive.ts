import type { Json } from '../base/json.ts';
import { ok, refused } from '../base/result.ts';
import type { SliceName } from '../base/ids.ts';
import { readEvidence, type Sentence } from './evidence.ts';
import { fillSchema } from './fill-schema.ts';
import type { Model, ModelRequest, TakenPassage } from './model.ts';
import { wordsOf } from './words.ts';

/** Counts up with every change that can change an answer; it stands in the stage key. */
const VERSION = 2;

/**
 * The model that needs no key and no network: it fills the output schema with the sentences of its input, ranked by BM25 against each field's
 * name, description and the prompt. It invents nothing: every word of free text in an answer stands in the input. The same request always
 * gives the same answer. The rules of each type stand in `fillSchema`.
 *
 * Usage is what it read and wrote in words, as `wordsOf` cuts them: its own tokens, no provider's estimate. They cost nothing.
 */
export function localExtractive(): Model {
  return {
    provider: 'local-extractive',
    modelId: 'extractive-1',
    params: { version: VERSION },
    priceTableHash: null,
    generate: (request, signal) => Promise.resolve(signal.aborted ? refused(CANCELLED) : ok(answer(request))),
  };
}

const CANCELLED = { class: 'cancelled', code: 'cancelled', message: 'The call was cancelled before the model answered.' } as const;

/** Of the time of an answer, what goes into reading. */
const READING = 0.6;

function answer(request: ModelRequest) {
  const { tell = () => undefined } = request;
  const evidence = readEvidence(request.sources, request.input, share => tell(READING * share));
  const taken: TakenPassage[] = [];
  const take = (pointer: string, { from, isOfSlice, start, end }: Sentence): void => {
    // true: a sentence of a source names its slice
    taken.push({ pointer, slice: isOfSlice ? (from as SliceName) : null, field: isOfSlice ? null : `/${from}`, start, end });
  };
  const output: Json = fillSchema(request.outputSchema, evidence, {
    ...question(request),
    take,
    tell: share => tell(READING + (1 - READING) * share),
  });
  return {
    output,
    taken,
    responseModel: 'extractive-1',
    finishReason: 'stop',
    usage: {
      inputTokens: wordsOf(request.prompt).length + evidence.sentences.reduce((sum, sentence) => sum + sentence.words, 0),
      outputTokens: wordsOf(JSON.stringify(output)).length,
      cacheReadTokens: 0,
      reasoningTokens: 0,
    },
    costMicroUsd: 0,
  };
}

/** The prompt without the evidence that a template copied into it (that is what is searched, not what is asked), and the short inputs it takes up. */
function question({ prompt, sources, input }: ModelRequest): { prompt: string; aside: string } {
  const texts = [...sources.map(source => source.text), ...Object.values(input).filter(value => typeof value === 'string')];
  const copied = texts.filter(text => text.length > MAX_ASIDE_CHARS);
  const asides = texts.filter(text => text !== '' && text.length <= MAX_ASIDE_CHARS && prompt.includes(text));
  return { prompt: copied.reduce((rest, text) => rest.replaceAll(text, ' '), prompt), aside: asides.join(' ') };
}

const MAX_ASIDE_CHARS = 200;
