import { describe, expect, it } from 'vitest';
import { SliceName } from '../../../../engine/base/ids.ts';
import { Catalog } from '../../../../engine/contract/catalog.ts';
import { editFlow } from '../../../../engine/flow/flow-edit.ts';
import { changedFlow, changedStep, addedSlice, removedSlice, renamedSlice } from '../../../../renderer/panels/inspector/form-edit.ts';
import { formFields, words } from '../../../../renderer/panels/inspector/form-shape.ts';
import { previewExpression, previewTemplate } from '../../../../renderer/panels/inspector/expression-preview.ts';
import { configFields } from '../../../../renderer/panels/inspector/step-fields.ts';
import { stepSections } from '../../../../renderer/panels/inspector/step-sections.ts';
import { typedValue, valueText } from '../../../../renderer/panels/inspector/typed-value.ts';
import { valueAt } from '../../../../renderer/panels/inspector/value-at.ts';
import type { Flow, Step } from '../../../../engine/flow/flow.ts';
import { problemWords } from '../../../../renderer/panels/problems/problem-words.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';

const CATALOG = Catalog.parse({
  skills: [
    {
      name: 'echo',
      own: false,
      version: '1',
      title: 'Echo',
      description: '',
      kind: 'prompt',
      modelClass: 'fast',
      input: {
        type: 'object',
        required: ['notes'],
        properties: {
          notes: { type: 'string', title: 'Notes' },
          top: { type: 'integer', minimum: 1 },
          tone: { enum: ['warm', 'dry'] },
          claims: { type: 'array', items: { type: 'object' } },
        },
      },
      output: {},
      prompt: '',
      edited: false,
    },
  ],
  products: [],
  users: [],
  roles: [],
});
const FLOW = aFlow(
  [
    skill('a', { config: { skill: 'echo', input: { notes: '{{ packet.notes }}', extra: 1 } } }),
    gate('g', { expression: 'true', onPass: 'a' }),
    human('h'),
  ],
  {
    packet: { slices: { notes: { schema: { type: 'string' }, description: 'What was said.' } } },
  },
);
const [SKILL, GATE, HUMAN] = ['a', 'g', 'h'].map(stepId => stepIn(FLOW, stepId)) as [Step, Step, Step]; // true: three ids, three steps

describe("A step's form", () => {
  it("asks for what the skill's own schema names, each a literal or an expression", () => {
    const input = configFields(SKILL, CATALOG).find(field => field.name === 'input');

    expect(input?.shape).toMatchObject({
      kind: 'group',
      fields: [
        { name: 'notes', title: 'Notes', required: true, templated: true, shape: { kind: 'text' } },
        { name: 'top', title: 'Top', required: false, shape: { kind: 'number', whole: true, min: 1 } },
        { name: 'tone', shape: { kind: 'choice', options: ['warm', 'dry'] } },
        { name: 'claims', shape: { kind: 'list' } },
      ],
    });
  });

  it('takes any JSON where the catalog does not know the skill', () => {
    expect(configFields(SKILL, null).find(field => field.name === 'input')?.shape).toEqual({ kind: 'json' });
  });

  it("draws a kind's config after its schema: references, expressions, units", () => {
    expect(configFields(GATE, CATALOG).map(field => [field.name, field.shape])).toEqual([
      ['expression', { kind: 'expression' }],
      ['onPass', { kind: 'reference', to: 'step', alsoHalt: false }],
      ['onFail', { kind: 'reference', to: 'step', alsoHalt: true }],
    ]);
    const human = configFields(HUMAN, CATALOG);
    expect(human.find(field => field.name === 'description')).toMatchObject({ templated: true, shape: { kind: 'text', long: true } });
    expect(human.find(field => field.name === 'show')?.shape).toEqual({ kind: 'list', of: { kind: 'expression' } });
    expect(human.find(field => field.name === 'outcomes')?.shape).toMatchObject({ kind: 'list', of: { kind: 'group' } });
  });

  it('folds away what is seldom set, until it is set', () => {
    const folded = (step: typeof SKILL) =>
      stepSections(step, CATALOG).flatMap(section => (section.isOpen ? [] : section.fields.map(field => field.name)));
    const timed = stepIn(aFlow([skill('a', { config: { skill: 'echo', timeoutMs: 5 }, retry: { maxAttempts: 2 } })]), 'a');

    expect(folded(SKILL)).toEqual(['timeoutMs', 'memory', 'model', 'cache', 'retry']);
    expect(folded(timed)).toEqual(['memory', 'model', 'cache']);
    expect(stepSections(GATE, CATALOG).flatMap(section => section.fields.map(field => field.name))).not.toContain('next');
  });

  it('resolves references inside a schema, and shows as JSON what no form can show', () => {
    const fields = formFields(
      {
        $defs: { place: { type: 'object', properties: { city: { type: 'string' } } } },
        properties: {
          home: { $ref: '#/$defs/place', title: 'Home' },
          any: {},
          loop: { $ref: '#/$defs/none' },
          tags: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
      { templated: false },
    );

    expect(fields.map(field => [field.title, field.shape.kind])).toEqual([
      ['Home', 'group'],
      ['Any', 'json'],
      ['Loop', 'json'],
      ['Tags', 'record'],
    ]);
  });

  it('ends on a schema that holds itself', () => {
    const schema = {
      $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
      properties: { node: { $ref: '#/$defs/node' } },
    };

    expect(JSON.stringify(formFields(schema, { templated: false })).length).toBeLessThan(3000);
  });

  it('makes words of names', () => {
    expect([words('mission_fit_score'), words('timeoutMs'), words('_')]).toEqual(['Mission fit score', 'Timeout ms', '_']);
  });
});

describe('What is typed into a field', () => {
  const whole = { kind: 'number', whole: true, unit: 'ms', min: 1, max: 10 } as const;

  it('is the value of its shape; an emptied field has none', () => {
    expect(typedValue(' 7 ', whole)).toEqual({ ok: true, value: 7 });
    expect(typedValue('', whole)).toEqual({ ok: true, value: undefined });
    expect(typedValue('{"a":[1]}', { kind: 'json' })).toEqual({ ok: true, value: { a: [1] } });
    expect(typedValue(' a > b ', { kind: 'expression' })).toEqual({ ok: true, value: 'a > b' });
  });

  it('is refused with a sentence that says what is wrong', () => {
    expect(typedValue('seven', whole)).toMatchObject({ ok: false, error: '“seven” is not a number. Write digits, for instance 1500.' });
    expect(typedValue('1.5', whole)).toMatchObject({ ok: false, error: 'Only whole numbers fit here.' });
    expect(typedValue('11', whole)).toMatchObject({ ok: false, error: 'At most 10 ms.' });
    expect(typedValue('{', { kind: 'json' })).toMatchObject({ ok: false });
    expect(typedValue('abc', { kind: 'text', long: false, maxLength: 2 })).toMatchObject({
      ok: false,
      error: 'At most 2 characters; these are 3.',
    });
  });

  it('stands in its field as it would be typed', () => {
    expect(valueText(7, whole)).toBe('7');
    expect(valueText(undefined, whole)).toBe('');
    expect(valueText('x', { kind: 'json' })).toBe('"x"');
    expect(valueText(['a'], { kind: 'text', long: false, maxLength: null })).toBe('["a"]');
  });

  it('is looked up only among own properties', () => {
    expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
    expect(valueAt({}, ['constructor'])).toBeUndefined();
    expect(valueAt('text', ['length'])).toBeUndefined();
  });

  it('changes a step; a field that is a link is linked', () => {
    expect(changedStep(SKILL, ['config', 'input', 'notes'], 'x')).toEqual([
      { kind: 'change-step', stepId: 'a', changes: [{ path: ['config', 'input', 'notes'], value: 'x' }] },
    ]);
    expect(changedStep(SKILL, ['config', 'timeoutMs'], undefined)).toEqual([
      { kind: 'change-step', stepId: 'a', changes: [{ path: ['config', 'timeoutMs'] }] },
    ]);
    expect(changedStep(SKILL, ['next'], 'g')).toEqual([{ kind: 'link', from: 'a', field: 'next', to: 'g' }]);
    expect(changedStep(GATE, ['config', 'onFail'], 'halt')).toEqual([{ kind: 'link', from: 'g', field: 'onFail', to: null }]);
  });

  it('is kept beside keys that no schema names', () => {
    const [edit] = changedStep(SKILL, ['config', 'input', 'notes'], 'Hello');
    const edited = edit === undefined ? null : editFlow(FLOW, edit);

    expect(edited?.ok === true && edited.value.flow.steps[0]?.config).toEqual({ skill: 'echo', input: { notes: 'Hello', extra: 1 } });
  });
});

describe('The value of an expression', () => {
  it('is shown on one line, cut when it is long', () => {
    expect(previewTemplate('{{ packet.notes }}', { packet: { notes: 'a\n  b' } })).toEqual({ kind: 'value', text: 'a b' });
    expect(previewTemplate('To {{ packet.name }}!', { packet: { name: 'Ana' } })).toEqual({ kind: 'value', text: 'To Ana!' });
    expect(previewExpression('1 + 1 == 2', {})).toEqual({ kind: 'value', text: 'true' });
    const long = previewTemplate('{{ packet.notes }}', { packet: { notes: 'x'.repeat(5000) } });
    expect(long.kind === 'value' && long.text.length).toBe(161);
  });

  it('is a sentence where there is none', () => {
    expect(previewExpression('packet.gone', { packet: {} }).kind).toBe('none');
    expect(previewExpression('1 +', {}).kind).toBe('none');
  });
});

describe("A flow's packet", () => {
  const notes = SliceName.parse('notes');
  const after = (change: ReturnType<typeof removedSlice>) => {
    const [edit] = changedFlow(change);
    const edited = edit === undefined ? null : editFlow(FLOW, edit);
    return edited?.ok === true ? edited.value.flow.packet.slices : null;
  };

  it('gains, renames and loses slices; what a slice says of itself stays', () => {
    const added = addedSlice(FLOW, 'journal');
    const renamed = renamedSlice(FLOW, notes, 'transcript');

    expect(added.ok && after(added.value)).toMatchObject({ notes: {}, journal: { schema: { type: 'string' }, required: true } });
    expect(renamed.ok && after(renamed.value)).toEqual({ transcript: FLOW.packet.slices[notes] });
    expect(after(removedSlice(FLOW, notes))).toEqual({});
  });

  it('refuses names that are taken or are no names', () => {
    expect(addedSlice(FLOW, 'notes')).toMatchObject({ ok: false, error: 'There is a slice of this name already.' });
    expect(addedSlice(FLOW, 'my notes')).toMatchObject({ ok: false });
  });
});

function stepIn(flow: Flow, stepId: string): Step {
  const step = flow.steps.find(one => one.id === stepId);
  if (step === undefined) throw new Error(`The test has no step ${stepId}.`);
  return step;
}

describe('A problem', () => {
  it('leaves out the name of the step where the step is named already', () => {
    expect(problemWords({ message: '“Gate”: The gate has no expression.' }, 'Gate')).toBe('The gate has no expression.');
    expect(problemWords({ message: 'The flow has no steps.' }, null)).toBe('The flow has no steps.');
    expect(problemWords({ message: '“Gate”: Odd.' }, 'Other')).toBe('“Gate”: Odd.');
  });
});
