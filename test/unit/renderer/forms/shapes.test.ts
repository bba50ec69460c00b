import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../engine/base/json.ts';
import { formFields, type FieldShape } from '../../../../renderer/panels/inspector/form-shape.ts';
import { personFields, withField, withFieldUp, withNewField, withoutField } from '../../../../renderer/panels/inspector/person-form.ts';
import { fitsShape, typedValue } from '../../../../renderer/panels/inspector/typed-value.ts';
import { answerFields } from '../../../../renderer/panels/inbox/answer-fields.ts';

const shapeIn = (part: JsonObject): FieldShape | undefined =>
  formFields({ type: 'object', properties: { one: part } }, { templated: true })[0]?.shape;

describe('A field made from its schema', () => {
  it('is a date, with or without its time of day', () => {
    expect(shapeIn({ type: 'string', format: 'date' })).toEqual({ kind: 'date', withTime: false });
    expect(shapeIn({ type: ['string', 'null'], format: 'date-time' })).toEqual({ kind: 'date', withTime: true });
    expect(typedValue('2027-03-31T17:00', { kind: 'date', withTime: true })).toEqual({ ok: true, value: '2027-03-31T17:00:00Z' });
    expect(typedValue('tomorrow', { kind: 'date', withTime: false })).toMatchObject({ ok: false });
  });

  it('is a choice of numbers, or of words with names of their own', () => {
    expect(shapeIn({ enum: [1, 2, 3] })).toEqual({ kind: 'choice', options: ['1', '2', '3'], values: [1, 2, 3] });
    expect(
      shapeIn({
        oneOf: [
          { const: 'eur', title: 'Euro' },
          { const: 'usd', title: 'US dollar' },
        ],
      }),
    ).toEqual({ kind: 'choice', options: ['eur', 'usd'], labels: ['Euro', 'US dollar'] });
  });

  it('is one of several shapes, each with the mark that tells it; what is one beside null is that one', () => {
    const shape = shapeIn({
      oneOf: [
        { type: 'object', title: 'By mail', properties: { by: { const: 'mail' }, address: { type: 'string' } }, required: ['by'] },
        { type: 'string' },
      ],
    });

    expect(shape).toMatchObject({
      kind: 'one-of',
      variants: [
        { title: 'By mail', marks: { by: 'mail' }, shape: { kind: 'group' } },
        { title: 'A text', marks: {}, shape: { kind: 'text' } },
      ],
    });
    expect(shapeIn({ anyOf: [{ type: 'null' }, { type: 'integer' }] })).toMatchObject({ kind: 'number', whole: true });
  });

  it('takes in what stands under allOf and in definitions', () => {
    const fields = formFields(
      {
        type: 'object',
        definitions: { money: { type: 'number', title: 'Money' } },
        properties: {
          sum: { $ref: '#/definitions/money' },
          both: { allOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'boolean' } } }] },
        },
      },
      { templated: false },
    );

    expect(fields[0]).toMatchObject({ title: 'Money', shape: { kind: 'number' } });
    expect(fields[1]?.shape).toMatchObject({ kind: 'group', fields: [{ name: 'b' }, { name: 'a' }] });
  });

  it('shows as JSON what a hand-written flow says and its schema does not ask for', () => {
    expect(fitsShape({ deep: true }, { kind: 'number', whole: false, unit: null, min: null, max: null })).toBe(false);
    expect(fitsShape('31 March', { kind: 'date', withTime: false })).toBe(false);
    expect(fitsShape('anything', { kind: 'list', of: { kind: 'json' } })).toBe(false);
    expect(fitsShape(5, { kind: 'text', long: false, maxLength: null })).toBe(true);
  });
});

describe('The form that a person fills in', () => {
  const FORM = {
    type: 'object',
    title: 'Decision',
    additionalProperties: false,
    properties: { focus: { type: 'string', maxLength: 80, 'x-hint': 'kept' }, sum: { type: 'number', minimum: 1 } },
    required: ['sum'],
  };

  it('gains a field named after its question, and keeps the order that it is given', () => {
    const grown = withNewField(FORM, 'Follow-up date');
    if (!grown.ok) throw new Error(grown.error);
    const ordered = withFieldUp(grown.value, 2);

    expect(personFields(ordered).map(({ name, asked, required }) => [name, asked, required])).toEqual([
      ['focus', 'text', false],
      ['follow_up_date', 'text', false],
      ['sum', 'number', true],
    ]);
    const asStoredInARow = { ...ordered, properties: Object.fromEntries(Object.entries(ordered['properties'] ?? {}).toSorted()) };
    expect(answerFields(asStoredInARow).map(({ name }) => name)).toEqual(['focus', 'follow_up_date', 'sum']);
  });

  it('keeps every keyword that it does not know, whatever is changed', () => {
    const dated = withField(FORM, 'focus', { asked: 'date', title: 'By when', required: true });

    expect(dated).toMatchObject({
      ok: true,
      value: {
        title: 'Decision',
        additionalProperties: false,
        required: ['sum', 'focus'],
        properties: { focus: { type: 'string', format: 'date', title: 'By when', 'x-hint': 'kept' }, sum: { minimum: 1 } },
      },
    });
    expect(dated.ok && dated.value).not.toHaveProperty('properties.focus.maxLength');
  });

  it('renames a field in its place, and refuses a name that is taken or is none', () => {
    const renamed = withField(FORM, 'sum', { name: 'amount' });

    expect(renamed.ok && personFields(renamed.value).map(({ name, required }) => [name, required])).toEqual([
      ['focus', false],
      ['amount', true],
    ]);
    expect(withField(FORM, 'sum', { name: 'focus' })).toEqual({ ok: false, error: 'There is a field called focus already.' });
    expect(withField(FORM, 'sum', { name: '2 b' })).toMatchObject({ ok: false });
    expect(withNewField(FORM, '…')).toMatchObject({ ok: false });
  });

  it('loses a field with its place among the required ones', () => {
    expect(withoutField(FORM, 'sum')).toEqual({
      type: 'object',
      title: 'Decision',
      additionalProperties: false,
      properties: { focus: FORM.properties.focus },
      'x-order': ['focus'],
    });
  });
});
