import { describe, expect, it } from 'vitest';
import { artefactContent } from '../../../../engine/exports/artefact-content.ts';
import { ProductManifest } from '../../../../engine/products/product.ts';
import { answerFields, answerOf } from '../../../../renderer/panels/inbox/answer-fields.ts';
import { joinWindows, passageIn, windowStart } from '../../../../renderer/panels/artefact/passage.ts';
import { parsePayload, sampleOf } from '../../../../renderer/panels/events/sample-event.ts';
import { fitSentence, jsonProblem, problemSentence, problemsOf } from '../../../../renderer/panels/packets/packet-words.ts';
import { schemaLines, schemaWords } from '../../../../renderer/panels/skills/schema-lines.ts';
import { PacketFit } from '../../../../engine/contract/packets.ts';
import { aHash } from './a-run.ts';

describe('an artefact', () => {
  const citation = { slice: 'transcript', slice_hash: aHash('c'), start: 5, end: 9, unit: 'utf16', quote: 'text', score: 1 };

  it('finds its citations under the numbers they bear in the text', () => {
    const content = artefactContent({ title: 'A', markdown: 'Said [2].', citations: [{ ...citation, id: 'c2' }], contested: ['c9'] });

    expect(content?.citations).toMatchObject([{ number: 2, slice: 'transcript', start: 5, end: 9, quote: 'text' }]);
  });

  it('numbers citations that bear none by their place', () => {
    const content = artefactContent({ markdown: 'x', citations: [citation, citation] });

    expect(content?.citations.map(one => one.number)).toEqual([1, 2]);
  });

  it('is not found in an output that holds no document', () => {
    expect([null, 3, {}, { markdown: 7 }, { markdown: 'x', citations: [{ slice: 'a' }] }].map(artefactContent)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('shows a citation within its slice, also when only a window of it is at hand', () => {
    const text = 'Some text here.';

    expect(passageIn({ text, offset: 0, totalChars: 15 }, { start: 5, end: 9 })).toEqual({
      before: 'Some ',
      quote: 'text',
      after: ' here.',
      cutBefore: false,
      cutAfter: false,
    });
    expect(passageIn({ text: 'text', offset: 5, totalChars: 15 }, { start: 5, end: 9 })).toMatchObject({
      before: '',
      quote: 'text',
      cutBefore: true,
      cutAfter: true,
    });
    expect(passageIn({ text: 'Some', offset: 0, totalChars: 15 }, { start: 5, end: 9 })).toBeNull();
  });

  it('joins the parts of a slice that were read one after the other', () => {
    const later = { text: 'text here', offset: 5 };

    expect(joinWindows(later, { text: 'Some text', offset: 0 })).toEqual({ text: 'Some text here', offset: 0 });
    expect(joinWindows(later, { text: '.', offset: 14 })).toEqual({ text: 'text here.', offset: 5 });
  });

  it('begins to read a little before a far citation', () => {
    expect([windowStart(10), windowStart(100_000)]).toEqual([0, 98_000]);
  });
});

describe('the form of a human task', () => {
  const fields = answerFields({
    type: 'object',
    required: ['grade'],
    properties: {
      grade: { enum: ['a', 'b'] },
      due_date: { type: 'string', maxLength: 20 },
      extra: { type: 'object' },
      limit: { type: 'integer', default: 25_000 },
    },
  });

  it('has a field for each property, named for people', () => {
    expect(fields.map(field => [field.label, field.input.kind, field.required])).toEqual([
      ['Grade', 'choice', true],
      ['Due date', 'text', false],
      ['Extra', 'json', false],
      ['Limit', 'number', false],
    ]);
    expect(answerFields(null)).toEqual([]);
  });

  it('sends what was filled in, and names what is not JSON', () => {
    expect(answerOf(fields, { grade: 'a', due_date: '', extra: '{"x":1}' })).toEqual({
      answer: { grade: 'a', extra: { x: 1 }, limit: 25_000 },
      unread: [],
    });
    expect(answerOf(fields, { extra: '{' }).unread).toEqual(['Extra']);
  });
});

describe('a schema for people', () => {
  it('is a list of named fields, nested ones after their parent', () => {
    const lines = schemaLines({
      type: 'object',
      required: ['claims'],
      properties: {
        claims: {
          type: 'array',
          description: 'What is said.',
          items: { type: 'object', properties: { score: { type: 'number', minimum: 0, maximum: 1 } } },
        },
        verdict: { enum: ['accept', 'revise'] },
      },
    });

    expect(lines.map(line => [line.path, line.depth, line.what, line.required])).toEqual([
      ['claims', 0, 'a list of records', true],
      ['claims[].score', 1, 'a number from 0 to 1', false],
      ['verdict', 0, 'one of accept, revise', false],
    ]);
  });

  it('has words for any schema', () => {
    expect([{}, { type: ['string', 'null'] }, { const: 'x' }, { type: 'array' }, null, true].map(schemaWords)).toEqual([
      'anything',
      'a text or nothing',
      'always "x"',
      'a list of anything',
      'anything',
      'anything',
    ]);
  });
});

describe('a packet', () => {
  const fit = PacketFit.parse({
    packetHash: null,
    sliceHashes: {},
    slices: [],
    problems: [{ slice: 'journal', path: '/0', message: 'Must be a text' }],
  });

  it('shows its problems beside the slice they are in', () => {
    expect(problemsOf(fit, 'journal').map(problemSentence)).toEqual(['At /0: Must be a text.']);
    expect(problemsOf(fit, null)).toEqual([]);
    expect(fitSentence(fit, 'A flow')).toBe('Does not fit “A flow”: 1 problem.');
  });

  it('says where a text stops being JSON', () => {
    expect(jsonProblem('{"a": 1}')).toBeNull();
    expect(jsonProblem('{\n  "a": x\n}')).toBe('This is not JSON: look at line 2, column 8.');
    expect(jsonProblem('[1, 2,]')).toBe('This is not JSON: look at line 1, column 7.');
    expect(jsonProblem('[1] 2')).toBe('This is not JSON: look at line 1, column 5.');
    expect(jsonProblem('{"a": [1')).toBe('This is not JSON yet: it ends before it is complete.');
    expect(jsonProblem('')).toBe('A JSON slice cannot be empty.');
  });
});

describe('a sample event', () => {
  const catalyst = ProductManifest.parse({
    format: 'atelier-product/1',
    product: 'catalyst',
    title: 'Catalyst',
    actions: {},
    events: { 'catalyst.purchase.confirmed': { title: 'Purchase confirmed', payload: {}, example: { order: 7 } } },
  });

  it('is the example of its product’s manifest', () => {
    expect(sampleOf([catalyst], 'catalyst.purchase.confirmed')).toMatchObject({ product: 'catalyst', example: { order: 7 } });
    expect(sampleOf([catalyst], 'janice.call.ended')).toMatchObject({ product: 'janice', example: {} });
  });

  it('is sent only as a JSON object', () => {
    expect(parsePayload('{"a":1}')).toEqual({ payload: { a: 1 } });
    expect(parsePayload('[1]')).toHaveProperty('problem');
    expect(parsePayload('{')).toHaveProperty('problem');
  });
});
