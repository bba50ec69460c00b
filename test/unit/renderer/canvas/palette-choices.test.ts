import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../../engine/contract/catalog.ts';
import { Step } from '../../../../engine/flow/flow.ts';
import { choiceOfDigit, paletteChoices } from '../../../../renderer/canvas/palette-choices.ts';

const CATALOG = Catalog.parse({
  skills: [
    {
      name: 'terra.ground',
      own: false,
      version: '1',
      title: 'Ground claims',
      description: '',
      kind: 'coded',
      modelClass: 'grounding',
      input: {},
      output: {},
      prompt: '',
      edited: false,
    },
  ],
  products: [
    {
      format: 'atelier-product/1',
      product: 'janice',
      title: 'Janice',
      actions: { share: { title: 'Share a document', effect: 'once', payload: {}, response: {}, examples: [{ response: {} }] } },
      events: { 'janice.reply.received': { title: 'A reply came', payload: {}, example: {} } },
    },
  ],
  users: ['user:ana'],
  roles: ['role:partner'],
});

describe('The palette', () => {
  it('begins with the five kinds under the digits 1 to 5, then lists what the catalog holds of each', () => {
    expect(paletteChoices(CATALOG, '').map(choice => `${choice.digit ?? '-'} ${choice.title}`)).toEqual([
      '1 Sage skill',
      '2 Human task',
      '3 Product action',
      '4 Event wait',
      '5 Gate',
      '- Ground claims',
      '- Ask role:partner',
      '- Ask user:ana',
      '- Share a document',
      '- A reply came',
    ]);
  });

  it('finds by every word of what is typed, in titles and in names for machines', () => {
    expect(paletteChoices(CATALOG, 'claims ground').map(choice => choice.title)).toEqual(['Ground claims']);
    expect(paletteChoices(CATALOG, 'janice.').map(choice => choice.title)).toEqual(['Share a document', 'A reply came']);
    expect(paletteChoices(CATALOG, 'xyz')).toEqual([]);
  });

  it('offers the kinds before the catalog is here', () => {
    expect(paletteChoices(null, 'gate').map(choice => choice.kind)).toEqual(['gate']);
  });

  it('takes a digit for a kind, and no other key', () => {
    expect(choiceOfDigit('2')?.kind).toBe('human_task');
    expect([choiceOfDigit('6'), choiceOfDigit('a'), choiceOfDigit('10')]).toEqual([null, null, null]);
  });

  it('gives steps that the flow format takes', () => {
    for (const choice of paletteChoices(CATALOG, ''))
      expect(Step.safeParse({ id: 'step', kind: choice.kind, title: choice.title, config: choice.config }).success, choice.title).toBe(
        true,
      );
  });
});
