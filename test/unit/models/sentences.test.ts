import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passagesOf } from '../../../engine/models/sentences.ts';

const sentences = (text: string) => passagesOf(text).map(({ start, end }) => text.slice(start, end));

it('does not end a sentence after an abbreviation, an initial, a version or a small letter', () => {
  expect(sentences('Dr. Okafor met J. Reyes on 4 Jan. 2026 at 3 p.m. in town. See v2.0.1, e.g. the list. So did I. Then we left.')).toEqual(
    ['Dr. Okafor met J. Reyes on 4 Jan. 2026 at 3 p.m. in town.', 'See v2.0.1, e.g. the list.', 'So did I.', 'Then we left.'],
  );
});

it('keeps closing quotation marks with their sentence', () => {
  expect(sentences('“Why not?” She laughed. He said “No.” They went on.')).toEqual([
    '“Why not?”',
    'She laughed.',
    'He said “No.”',
    'They went on.',
  ]);
});

it('knows who speaks, also in the lines and sentences that follow', () => {
  const text = '[00:12] Ana: Good day. How are you?\n\nBen Ross: Well.\nAnd you?\n\nA note without a speaker.';
  expect(passagesOf(text).map(({ start, end, speaker }) => [speaker, text.slice(start, end)])).toEqual([
    ['Ana', 'Good day.'],
    ['Ana', 'How are you?'],
    ['Ben Ross', 'Well.'],
    ['Ben Ross', 'And you?'],
    [null, 'A note without a speaker.'],
  ]);
});

it('joins lines that only a fixed width broke, and parts list entries', () => {
  expect(sentences('The board thinks that about half of all the water is\nwasted every summer.\n\n- first entry\n- second entry')).toEqual([
    'The board thinks that about half of all the water is\nwasted every summer.',
    'first entry',
    'second entry',
  ]);
});

it('reads the strings of a JSON text, without keys and quotation marks', () => {
  expect(sentences('{"goals":["Speak with five people.","Decide. In writing."],"week":6}')).toEqual([
    'Speak with five people.',
    'Decide.',
    'In writing.',
  ]);
});

it('gives passages in order, without overlap, that hold every letter of any prose', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      fc.pre(!/[[{:#*•\-\d]/.test(text));
      const passages = passagesOf(text);
      let last = 0;
      let between = '';
      for (const { start, end } of passages) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        between += text.slice(last, start);
        last = end;
      }
      expect(between + text.slice(last)).not.toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});
