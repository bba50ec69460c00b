import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems, type JsonSchema } from '../../../engine/base/json-schema.ts';
import { localExtractive } from '../../../engine/models/local-extractive.ts';
import { wordsOf } from '../../../engine/models/words.ts';

const LETTER = [
  'Harbour Kitchen trains young people in a canteen by the water.',
  'We have eleven apprentices, and four of them broke off last year.',
  'Our budget is 22,000 euros for the first year.',
  'We would like to start on 2027-03-08 with eight apprentices.',
  'Noor Haddad is responsible; write to noor@harbour-kitchen.example or see https://harbour-kitchen.example/course.',
  'We do not sell anything under our own name.',
  'The school on Pier Street has agreed to count the course.',
  'Who would pay for the ingredients?',
].join(' ');

const ask = async (outputSchema: JsonSchema, input: JsonObject = { letter: LETTER }, prompt = '') => {
  const answer = await localExtractive().generate(
    { modelClass: 'drafting', prompt, input, sources: [], outputSchema, corrections: [] },
    new AbortController().signal,
  );
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

const field = async (name: string, schema: JsonSchema, input?: JsonObject): Promise<Json | undefined> => {
  const { output } = await ask({ type: 'object', properties: { [name]: schema } }, input);
  return (output as JsonObject)[name];
};

describe('each type has its rule', () => {
  it('fills a text with the sentence that answers the field best', async () => {
    expect(await field('budget', { type: 'string' })).toBe('Our budget is 22,000 euros for the first year.');
  });

  it('fills a longer text with up to three sentences, in the order of the evidence', async () => {
    const text = await field('summary', { type: 'string', maxLength: 400, description: 'Apprentices, budget and school.' });
    expect(text).toBe(
      'Our budget is 22,000 euros for the first year. We would like to start on 2027-03-08 with eight apprentices. The school on Pier Street has agreed to count the course.',
    );
  });

  it.each([
    ['date', '2027-03-08'],
    ['email', 'noor@harbour-kitchen.example'],
    ['uri', 'https://harbour-kitchen.example/course'],
  ])('finds a %s', async (format, value) => {
    expect(await field('contact', { type: 'string', format })).toBe(value);
  });

  it('takes the number whose unit is asked for, and keeps to the bounds', async () => {
    expect(await field('budget_euros', { type: 'integer' })).toBe(22_000);
    expect(await field('apprentices', { type: 'integer', maximum: 9 })).toBe(8);
  });

  it('answers a share between 0 and 1 with how much of the prompt, or else of the description, the evidence speaks of', async () => {
    const fit = { type: 'number', minimum: 0, maximum: 1, description: 'Apprentices, school, budget, rockets.' };
    expect(await field('fit', fit)).toBe(0.75);
    const { output } = await ask({ type: 'object', properties: { fit } }, { letter: LETTER }, 'Rockets and apprentices.');
    expect(output).toEqual({ fit: 0.5 });
  });

  it('says true only of what a sentence states and does not deny', async () => {
    expect(await field('school_agreed', { type: 'boolean' })).toBe(true);
    expect(await field('sell_anything', { type: 'boolean' })).toBe(false);
  });

  it('picks the value of an enum that is spoken of most', async () => {
    expect(await field('partner', { enum: ['museum', 'school', 'hospital'] })).toBe('school');
  });

  it('lists sentences, none of them in two lists, and no questions where none are asked for', async () => {
    const { output } = await ask({
      type: 'object',
      properties: {
        money: { type: 'array', items: { type: 'string' }, description: 'Budget in euros.' },
        questions: { type: 'array', items: { type: 'string' }, description: 'Questions about what to pay.' },
      },
    });
    const { money, questions } = output as Record<string, string[]>;
    expect(money?.[0]).toBe('Our budget is 22,000 euros for the first year.');
    expect(money).not.toContain('Who would pay for the ingredients?');
    expect(questions).toContain('Who would pay for the ingredients?');
    expect(money?.filter(sentence => questions?.includes(sentence))).toEqual([]);
  });

  it('fills each object of a list from one sentence', async () => {
    const schema = {
      type: 'array',
      maxItems: 1,
      description: 'Apprentices who start.',
      items: { type: 'object', properties: { apprentices: { type: 'integer' } } },
    };
    expect(await field('starts', schema)).toEqual([{ apprentices: 8 }]);
  });

  it('takes a value that the input holds under the field’s own name', async () => {
    expect(await field('contact', { type: 'string' }, { letter: LETTER, contact: 'Noor Haddad' })).toBe('Noor Haddad');
  });

  it('leaves out what it does not find, or says null where that is allowed', async () => {
    expect(await field('rocket', { type: 'string' }, { letter: 'Nothing here.' })).toBeUndefined();
    const { output } = await ask(
      { type: 'object', required: ['rocket'], properties: { rocket: { type: ['string', 'null'] } } },
      { letter: 'Nothing here.' },
    );
    expect(output).toEqual({ rocket: null });
  });

  it('reads only the slice or input that a field’s description names', async () => {
    const input = { transcript: 'Ana: We agreed on ten interviews by Friday 20 November.', journal: 'We agreed on twelve.' };
    const agreed = (from: string) => field('agreed', { type: 'string', description: `From the ${from}. What was agreed.` }, input);
    expect(await agreed('journal')).toBe('We agreed on twelve.');
    expect(await agreed('transcript')).toBe('Ana: We agreed on ten interviews by Friday 20 November.');
  });
});

it('names who speaks in a transcript', async () => {
  const agreed = await field(
    'agreed',
    { type: 'string', description: 'What was agreed on.' },
    { transcript: 'Ana: How many?\n\nBen: We agreed on ten.\n' },
  );
  expect(agreed).toBe('Ben: We agreed on ten.');
});

it('ends with the signal', async () => {
  const answer = await localExtractive().generate(
    { modelClass: 'fast', prompt: '', input: {}, sources: [], outputSchema: {}, corrections: [] },
    AbortSignal.abort(),
  );
  expect(answer).toMatchObject({ ok: false, error: { class: 'cancelled' } });
});

const TRANSCRIPT = (
  JSON.parse(readFileSync('resources/packets/session-maya-week-6.packet.json', 'utf8')) as { slices: { transcript: string } }
).slices.transcript;

const leaf = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: 'string', maxLength: 320 },
  { type: 'integer' },
  { type: 'boolean' },
  { type: ['string', 'null'] },
  { enum: ['bakery', 'kitchen'] },
);
const anySchema = fc
  .dictionary(
    fc.constantFrom('happened', 'agreed_by', 'price', 'bakeries', 'what_hurts', 'who'),
    fc.oneof(
      leaf,
      leaf.map((items): JsonSchema => ({ type: 'array', items })),
      leaf.map((one): JsonSchema => ({ type: 'object', properties: { one } })),
    ),
  )
  .map((properties): JsonSchema => ({ type: 'object', properties }));

const texts = (value: Json): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(child => texts(child))
      : [];

describe('for any schema', () => {
  it('invents nothing, answers the same twice, and fits', async () => {
    const given = new Set([...wordsOf(TRANSCRIPT).map(word => word.text.toLowerCase()), 'kitchen', 'bakery']);
    await fc.assert(
      fc.asyncProperty(anySchema, fc.constantFrom('', 'Take what the bakery said.'), async (schema, prompt) => {
        const once = await ask(schema, { transcript: TRANSCRIPT }, prompt);
        const twice = await ask(schema, { transcript: TRANSCRIPT }, prompt);
        expect(twice).toEqual(once);
        expect(schemaProblems(schema, once.output)).toEqual([]);
        for (const text of texts(once.output)) {
          expect(wordsOf(text).filter(word => !given.has(word.text.toLowerCase()))).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('counts the words it read and wrote, which cost nothing', async () => {
    const answer = await ask(
      { type: 'object', properties: { budget: { type: 'string' } } },
      { letter: 'Our budget is 22,000 euros.' },
      'Find it.',
    );
    expect(answer.usage).toEqual({ inputTokens: 7, outputTokens: 6, cacheReadTokens: 0, reasoningTokens: 0 });
    expect(answer.costMicroUsd).toBe(0);
  });
});
