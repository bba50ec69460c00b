import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import { pointerPart, valueAt } from '../../../engine/base/json-pointer.ts';
import { schemaProblems, type JsonSchema } from '../../../engine/base/json-schema.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import { localExtractive } from '../../../engine/models/local-extractive.ts';
import type { SourceText } from '../../../engine/models/model.ts';
import { isContent, wordsOf } from '../../../engine/models/words.ts';
import { PacketDocument } from '../../../engine/packet/packet.ts';
import { FrontMatter, readSkillMd } from '../../../engine/skills/read-skill-md.ts';

const packets = readdirSync('resources/packets')
  .filter(name => name.endsWith('.packet.json'))
  .map(name => PacketDocument.parse(JSON.parse(readFileSync(`resources/packets/${name}`, 'utf8'))).slices);

const sourcesOf = (slices: JsonObject): readonly SourceText[] =>
  Object.entries(slices).flatMap(([name, text]) =>
    typeof text === 'string' ? [{ slice: SliceName.parse(name), sliceHash: valueHash(text), text }] : [],
  );

/** The texts of an answer with their JSON Pointers. */
function texts(value: Json, pointer = ''): readonly (readonly [pointer: string, text: string])[] {
  if (typeof value === 'string') return [[pointer, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, `${pointer}/${pointerPart(key)}`));
}

/** Asks, and holds each text of the answer against the passages that it says it took; `given` may stand in it without a passage. */
async function held(
  outputSchema: JsonSchema,
  sources: readonly SourceText[],
  input: JsonObject,
  prompt: string,
  given: ReadonlySet<string>,
) {
  const request = { modelClass: 'drafting', prompt, input, sources, outputSchema, corrections: [] } as const;
  const answer = await localExtractive().generate(request, new AbortController().signal);
  if (!answer.ok) throw new Error(answer.error.message);
  const { output, taken = [] } = answer.value;
  const evidence = new Set(sources.flatMap(({ text }) => wordsOf(text).map(({ stem }) => stem)));
  for (const [pointer, text] of texts(output)) {
    if (given.has(text)) continue;
    const quoted = taken
      .filter(passage => passage.pointer === pointer)
      .map(({ slice, field, start, end }) => {
        const source = slice === null ? valueAt(input, `#${field ?? ''}`) : sources.find(each => each.slice === slice)?.text;
        if (typeof source !== 'string') throw new Error(`A passage of ${pointer} points nowhere.`);
        return source.slice(start, end).replace(/\s+/g, ' ');
      });
    expect(quoted.length).toBeGreaterThan(0);
    // A name of who speaks may stand before a sentence; every other word is the sentence's own.
    let rest = text;
    for (const quote of quoted) {
      const at = rest.indexOf(quote);
      expect([quote, at < 0 ? null : rest.slice(0, at)]).toEqual([quote, expect.stringMatching(/^ ?(?:\p{Lu}[^:]{0,60}: )?$/u)]);
      rest = rest.slice(at + quote.length);
    }
    expect(rest).toBe('');
    expect(wordsOf(text).filter(({ stem }) => isContent(stem) && !evidence.has(stem))).toEqual([]);
  }
  return output;
}

describe.each(
  readdirSync('resources/skills').flatMap(name => {
    const file = readSkillMd(readFileSync(`resources/skills/${name}/SKILL.md`, 'utf8'), FrontMatter, name);
    return file.ok && !file.value.matter.code ? [[name, file.value] as const] : [];
  }),
)('%s', (_name, { matter, prompt }) => {
  const asked = Object.keys((matter.input['properties'] ?? {}) as JsonObject); // true: a skill's input schema
  const fitting = packets.filter(slices => asked.some(name => sliceFor(name, slices) !== undefined));

  it('answers each sample packet in its own sentences, and says where each of them stands', async () => {
    expect(fitting.length).toBeGreaterThanOrEqual(2);
    for (const slices of fitting) {
      const input: JsonObject = Object.fromEntries(asked.map(name => [name, sliceFor(name, slices) ?? 'Noor Haddad']));
      const output = await held(matter.output, sourcesOf(slices), input, prompt, new Set(['Noor Haddad']));
      expect(schemaProblems(matter.output, output)).toEqual([]);
      expect(texts(output).length).toBeGreaterThan(0);
    }
  });
});

/** The flows give `minutes` the slice `last_minutes`. */
function sliceFor(name: string, slices: JsonObject): string | undefined {
  const value = slices[name] ?? slices[`last_${name}`];
  return typeof value === 'string' ? value : undefined;
}

const word = fc.constantFrom(
  'The',
  'bakery',
  'sold',
  '12',
  'loaves',
  'on',
  'Friday',
  'I',
  'will',
  'ask',
  'her',
  'not',
  'euros',
  'Ana:',
  'école',
  '“yes”',
  'e.g.',
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom('. ', '? ', '!\n', '\n\n', '; ', ' … '))
  .map(([words, end]) => words.join(' ') + end);
const text = fc.array(sentence, { maxLength: 30 }).map(sentences => sentences.join(''));
const leaf = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: 'string', maxLength: 320 },
  { type: 'string', pattern: '\\?$' },
  { type: ['string', 'null'] },
);
const anySchema = fc
  .dictionary(
    fc.constantFrom('sold', 'agreed', 'asked_questions', 'who/what'),
    fc.oneof(
      leaf,
      leaf.map((items): JsonSchema => ({ type: 'array', items })),
      leaf.map((one): JsonSchema => ({ type: 'array', items: { type: 'object', properties: { one } } })),
    ),
  )
  .map((properties): JsonSchema => ({ type: 'object', properties }));

it('invents no word, whatever it is asked about whatever text', async () => {
  await fc.assert(
    fc.asyncProperty(anySchema, text, text, fc.constantFrom('', 'What was sold and agreed?'), async (schema, slice, more, prompt) => {
      const sources = slice === '' ? [] : [{ slice: SliceName.parse('notes'), sliceHash: valueHash(slice), text: slice }];
      const own = more === '' || more === slice ? [] : [{ slice: SliceName.parse('more'), sliceHash: valueHash(more), text: more }];
      await held(schema, [...sources, ...own], { notes: slice, more }, prompt, new Set(['']));
    }),
    { seed: 20, numRuns: 150 },
  );
});
