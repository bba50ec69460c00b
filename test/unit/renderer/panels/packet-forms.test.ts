import { describe, expect, it } from 'vitest';
import { SliceSource } from '../../../../engine/packet/slice-source.ts';
import { emptyTextFor, sliceNameProblem } from '../../../../renderer/panels/packets/packet-words.ts';
import { SOURCE_FORMS, sourceForm } from '../../../../renderer/panels/packets/source-fields.ts';
import { sourceProblems } from '../../../../renderer/panels/packets/source-problems.ts';
import { withValueAt } from '../../../../renderer/panels/packets/with-value-at.ts';

describe('the form of a source', () => {
  it('is there for every kind a recipe knows, with every field the kind has', () => {
    const kinds = SliceSource.options.map(option => [
      option.shape.from.value,
      Object.keys(option.shape)
        .filter(key => key !== 'from')
        .toSorted(),
    ]);

    expect(SOURCE_FORMS.map(form => [form.kind, form.fields.map(field => field.name).toSorted()]).toSorted()).toEqual(kinds.toSorted());
  });

  it('says beside the field what is missing or wrong', () => {
    const begun = SOURCE_FORMS.map(({ kind, initial }) => [kind, sourceProblems({ from: kind, ...initial }).map(problem => problem.field)]);

    expect(Object.fromEntries(begun)).toEqual({
      pasted: [],
      file: ['path'],
      files: ['glob'],
      csv: ['path'],
      json: ['path'],
      sqlite: ['path', 'query'],
      postgres: ['urlRef', 'query'],
      http: ['url'],
      run: ['flowId', 'stepId'],
    });
    expect(sourceProblems({ from: 'file', path: '../secrets.txt' })[0]).toMatchObject({ field: 'path', severity: 'error' });
    expect(sourceProblems({ from: 'http', url: 'https://x.org/?api_key=1' })[0]?.message).toContain('token.secretRef');
  });

  it('is not there for a kind that nobody knows', () => {
    expect([sourceForm('telepathy'), sourceForm(undefined)]).toEqual([undefined, undefined]);
  });
});

describe('a field of a slice', () => {
  const record = { goals: ['a', 'b'], who: { name: 'Ana' }, week: 3 };

  it('is put in its place, and everything else stays where it was', () => {
    expect(JSON.stringify(withValueAt(record, ['who', 'name'], 'Ben'))).toBe('{"goals":["a","b"],"who":{"name":"Ben"},"week":3}');
    expect(withValueAt(record, ['goals', 0], undefined)).toMatchObject({ goals: ['b'] });
    expect(withValueAt(record, ['new', 'deep'], 1)).toEqual({ ...record, new: { deep: 1 } });
    expect(withValueAt(record, ['week'], undefined)).not.toHaveProperty('week');
  });

  it('named like what every object has is a field of its own', () => {
    expect(Object.keys(withValueAt({}, ['constructor'], 1))).toEqual(['constructor']);
  });
});

describe('a new slice', () => {
  it('has a name that no other has and that expressions can read', () => {
    expect(sliceNameProblem('notes', ['journal'])).toBeNull();
    expect([sliceNameProblem('1st', []), sliceNameProblem('notes', ['notes'])].every(problem => problem !== null)).toBe(true);
  });

  it('begins as what the flow asks for', () => {
    expect([{ type: 'object' }, { type: 'array' }, { type: 'string' }, undefined].map(schema => emptyTextFor(schema).text)).toEqual([
      '{}',
      '[]',
      '',
      '',
    ]);
  });
});
