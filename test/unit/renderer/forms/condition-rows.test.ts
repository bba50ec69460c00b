import { describe, expect, it } from 'vitest';
import type { ConditionTrial } from '../../../../engine/contract/condition-trial.ts';
import { conditionText } from '../../../../engine/expression/condition-text.ts';
import { mapShape, NUMBER, shapeOf, TEXT } from '../../../../engine/expression/shape.ts';
import {
  isWhole,
  NEW_GROUP,
  NEW_ROW,
  NO_CONDITION,
  rowFault,
  withAdded,
  withCondition,
} from '../../../../renderer/panels/inspector/condition-edit.ts';
import { conditionTally } from '../../../../renderer/panels/inspector/condition-tally.ts';
import { faultIn, placeWords } from '../../../../renderer/panels/inspector/expression-check.ts';
import { rememberCaret } from '../../../../renderer/panels/inspector/remember-caret.ts';
import { operatorsFor } from '../../../../renderer/panels/inspector/row-operators.ts';
import { readRowValue, writeRowList, writeRowValue } from '../../../../renderer/panels/inspector/row-value.ts';
import { writtenVariable } from '../../../../renderer/panels/inspector/variable-drag.ts';
import { variableRows } from '../../../../renderer/panels/inspector/variable-rows.ts';

const KNOWN = {
  roots: ['packet', 'context', 'steps'],
  shapes: {
    packet: mapShape({ notes: TEXT }),
    context: mapShape({ score: NUMBER, stage: shapeOf({ enum: ['won', 'lost'] }) }),
    steps: mapShape({ draft: mapShape({ output: mapShape({ text: TEXT }) }) }),
  },
  variables: { packet: { notes: 'Monday, nine' }, context: { score: 0.6 }, steps: {} },
};
const TITLES = new Map([['draft', 'Draft the letter']]);

describe('A row of a condition', () => {
  it.each([
    ['0.7', 'number', { kind: 'fixed', text: '0.7' }],
    ['"approve"', 'text', { kind: 'fixed', text: 'approve' }],
    ['"5"', 'a text that looks like a number', { kind: 'fixed', text: '"5"' }],
    ['["a", "b c"]', 'list', { kind: 'list', texts: ['a', 'b c'] }],
    ['packet.limit', 'field', { kind: 'expression' }],
    ['', 'nothing', { kind: 'nothing' }],
  ])('reads %s as a %s, and writes it back as it was', (value, _what, read) => {
    const known = readRowValue(value);

    expect(known).toEqual(read);
    if (known.kind === 'fixed') expect(writeRowValue(known.text, { kind: 'any' })).toBe(value);
    if (known.kind === 'list') expect(writeRowList(known.texts, { kind: 'any' })).toBe(value);
  });

  it('takes digits for a text where its field is one', () => {
    expect(writeRowValue('5', TEXT)).toBe('"5"');
    expect(writeRowValue('5', NUMBER)).toBe('5');
    expect(writeRowValue('say "no"', TEXT)).toBe('"say \\"no\\""');
  });

  it('offers what goes with its field, and what it says now', () => {
    expect(operatorsFor(NUMBER, '==')).not.toContain('contains');
    expect(operatorsFor(NUMBER, 'contains')[0]).toBe('contains');
  });

  it('says what is missing, and what cannot be compared', () => {
    const row = { ...NEW_ROW, field: 'context.score' };

    expect(rowFault(row, KNOWN)).toBe('Fill in a value.');
    expect(rowFault({ ...row, value: '0.7', operator: '>=' }, KNOWN)).toBeNull();
    expect(rowFault({ ...row, value: '"high"', operator: '>=' }, KNOWN)).toBe('A number and a text cannot be put in order.');
    expect(rowFault({ ...row, field: 'a || b', value: '1' }, KNOWN)).toBe('The field is a condition of its own; add a row for it instead.');
  });

  it('counts as unfinished until each row says something; an inner group that is emptied goes', () => {
    const group = withAdded(withAdded({ ...NO_CONDITION, members: [] }, { ...NEW_ROW, field: 'context.a', operator: 'true' }), NEW_GROUP);

    expect(isWhole(group)).toBe(false);
    expect(isWhole(withCondition(group, [1, 0], { ...NEW_ROW, field: 'context.b', value: '1' }))).toBe(true);
    expect(conditionText(withCondition(group, [1, 0], null))).toBe('context.a');
  });
});

describe('A text that is being typed', () => {
  it('says where it is wrong, also inside of the braces of a longer text', () => {
    expect(faultIn('context.score >', 'test', KNOWN)).toMatchObject({ severity: 'error', start: 14 });
    expect(faultIn('Dear {{ packet.nots }}', 'template', KNOWN)).toMatchObject({ start: 15, end: 19 });
    expect(faultIn('context.score', 'test', KNOWN)?.message).toContain('True or false is needed here');
    expect(faultIn('context.score > 0.5', 'test', KNOWN)).toBeNull();
    expect(placeWords('a &&\n b >', 9)).toBe('Line 2, character 5');
  });
});

describe('The list of variables', () => {
  it('shows what is open, with values of the run and titles of steps', () => {
    const rows = variableRows(KNOWN, TITLES, new Set(['packet', 'steps']), '');

    expect(rows.map(({ variable, detail }) => [variable, detail])).toEqual([
      ['packet', 'an object'],
      ['packet.notes', '“Monday, nine”'],
      ['context', 'an object'],
      ['steps', 'an object'],
      ['steps.draft', 'Draft the letter'],
    ]);
  });

  it('finds by name and by title, with what leads there', () => {
    expect(variableRows(KNOWN, TITLES, new Set(), 'letter').map(({ variable }) => variable)).toEqual(['steps', 'steps.draft']);
    expect(variableRows(KNOWN, TITLES, new Set(), 'score').map(({ variable }) => variable)).toEqual(['context', 'context.score']);
  });

  it('writes one where the caret was last, in braces where the text is no expression', () => {
    const caret = rememberCaret();
    const written: string[] = [];

    expect(caret.insert('packet.notes')).toBe('Put the caret into a field that takes expressions first.');
    caret.tell({ insert: variable => written.push(variable) });
    expect(caret.insert('packet.notes')).toBeNull();
    expect(written).toEqual(['packet.notes']);
    expect(writtenVariable('packet.notes', true, 'Dear ')).toBe('{{ packet.notes }}');
    expect(writtenVariable('packet.notes', true, 'Dear {{ ')).toBe('packet.notes');
  });
});

describe('For how many packets a condition is true', () => {
  const trial = (title: string, holds: boolean | null): ConditionTrial =>
    ({ packetId: title, title, holds, why: null, runId: null }) as unknown as ConditionTrial; // true: an id is a text

  it('counts those that can be told, and names the others apart', () => {
    const tally = conditionTally({ trials: [trial('a', true), trial('b', false), trial('c', true), trial('d', null)], left: 0 });

    expect(tally?.sentence).toBe('True for 2 of 3 packets, not known for 1.');
    expect(tally?.failing.map(({ title }) => title)).toEqual(['b']);
    expect(conditionTally({ trials: [trial('a', null)], left: 3 })?.sentence).toBe(
      'Nothing can be told yet of 1 packet. 3 more were not tried.',
    );
    expect(conditionTally({ trials: [], left: 0 })).toBeNull();
  });
});
