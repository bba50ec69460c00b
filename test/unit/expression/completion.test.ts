import { describe, expect, it } from 'vitest';
import { completeExpression } from '../../../engine/expression/complete-expression.ts';
import { completeTemplate } from '../../../engine/expression/complete-template.ts';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { mapShape, NUMBER, shapeOf, TEXT } from '../../../engine/expression/shape.ts';

const OUTPUT = shapeOf({
  type: 'object',
  properties: {
    outcome: { enum: ['approve', 'reject'] },
    claims: { type: 'array', items: { type: 'object', properties: { quote: { type: 'string' }, sure: { type: 'number' } } } },
  },
});
const KNOWN: KnownHere = {
  roots: ['packet', 'context', 'steps', 'run'],
  shapes: {
    packet: mapShape({ journal: TEXT, program: mapShape({ 'week of': TEXT, weeks: NUMBER }) }),
    context: mapShape({ score: NUMBER }),
    steps: mapShape({ draft: mapShape({ output: OUTPUT }), ask: mapShape({ output: OUTPUT }) }),
    run: mapShape({ mode: TEXT }),
  },
  variables: { packet: { journal: 'Monday' }, context: { score: 0.62, noted: true } },
};

/** `|` is the caret. */
const at = (text: string) => completeExpression(text.replace('|', ''), text.indexOf('|'), KNOWN);
const labels = (text: string): readonly string[] => at(text).options.map(({ label }) => label);
const taken = (text: string, label: string): string => {
  const { from, to, options } = at(text);
  const option = options.find(one => one.label === label);
  const bare = text.replace('|', '');
  return option === undefined ? 'not offered' : `${bare.slice(0, from)}${option.insert}${bare.slice(to)}`;
};

describe('What is offered while an expression is typed', () => {
  it('begins with the variables, and goes on with their fields and what they were in the last run', () => {
    expect(labels('|').slice(0, 4)).toEqual(['packet', 'context', 'steps', 'run']);
    expect(at('context.|').options.map(({ label, detail, value }) => [label, detail, value])).toEqual([
      ['score', 'a number', 0.62],
      ['noted', '', true],
    ]);
    expect(labels('packet.jo|')).toEqual(['journal']);
  });

  it('goes from a step straight to its output', () => {
    expect(taken('steps.dr|', 'draft')).toBe('steps.draft.output');
    expect(labels('steps["draft"].output.|')).toEqual(['outcome', 'claims']);
  });

  it('writes brackets where a name is no identifier', () => {
    expect(taken('packet.program.|', 'week of')).toBe('packet.program["week of"]');
    expect(taken('packet.program.|', 'weeks')).toBe('packet.program.weeks');
  });

  it('offers the methods that fit, and operators after a value', () => {
    expect(labels('packet.journal.co|')).toEqual(['contains(…)']);
    expect(labels('steps.draft.output.claims.|')).toEqual(expect.arrayContaining(['exists(…)', 'size()']));
    expect(labels('steps.draft.output.claims.|')).not.toContain('contains(…)');
    expect(labels('context.score |')).toEqual(['==', '!=', '>=', '<=', '>', '<', 'in', '&&', '||']);
    expect(labels('context.score > 0.7 |')).toEqual(['&&', '||']);
  });

  it('offers the texts that a field can be, with or without their quotes', () => {
    expect(labels('steps.ask.output.outcome == |').slice(0, 2)).toEqual(['approve', 'reject']);
    expect(taken('steps.ask.output.outcome == "re|"', 'reject')).toBe('steps.ask.output.outcome == "reject"');
    expect(taken('steps.ask.output.outcome in ["approve", "|', 'reject')).toBe('steps.ask.output.outcome in ["approve", "reject"');
  });

  it('knows the name that a walk gives, inside of its brackets only', () => {
    expect(labels('steps.draft.output.claims.exists(claim, claim.|')).toEqual(['quote', 'sure']);
    expect(labels('steps.draft.output.claims.exists(claim, |')[0]).toBe('claim');
    expect(labels('steps.draft.output.claims.exists(claim, claim.sure > 1) && cl|')).toEqual([]);
  });

  it('is silent inside of other texts and in comments', () => {
    expect(labels('context.score > 1 && "pack|')).toEqual([]);
    expect(labels('context.score > 1 // pack|')).toEqual([]);
  });

  it('completes inside of the braces of a text, and closes them', () => {
    expect(completeTemplate('Dear {{', 7, KNOWN)?.options[0]).toMatchObject({ insert: ' packet. }}', caret: 8 });
    expect(completeTemplate('Dear {{ packet.jo }}!', 17, KNOWN)?.options[0]).toMatchObject({ insert: 'journal' });
    expect(completeTemplate('Dear {{ packet.journal }}!', 2, KNOWN)).toBeNull();
    expect(completeTemplate('Dear {{ packet.journal }}!', 26, KNOWN)).toBeNull();
  });
});
