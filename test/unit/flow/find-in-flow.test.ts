import { describe, expect, it } from 'vitest';
import { editFlow } from '../../../engine/flow/flow-edit.ts';
import { findInFlow, type FoundText } from '../../../engine/flow/find-in-flow.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { replaceInFlow } from '../../../engine/flow/replace-in-flow.ts';
import { aFlow, gate, human, skill } from './a-flow.ts';

const FLOW = aFlow(
  [
    skill('draft', { title: 'Draft it', next: 'fit', config: { skill: 'echo', input: { notes: '{{ packet.draft }} and the Draft' } } }),
    gate('fit', { expression: 'steps.draft.output > 1', onPass: 'ask' }),
    human('ask'),
  ],
  { notes: [{ id: 'n', text: 'A draft is no promise', x: 0, y: 0 }], description: 'Drafts first' },
);
const where = (found: readonly FoundText[]) =>
  found.map(({ owner, kind, path, starts }) => `${owner}|${kind}|${path.join('.')}|${starts.length}`);

describe('Finding in a flow', () => {
  it('looks through titles, ids, values, expressions and notes, and not through links', () => {
    expect(where(findInFlow(FLOW, { text: 'draft', matchCase: false }))).toEqual([
      '|value|description|1',
      'draft|title|title|1',
      'draft|id|id|1',
      'draft|expression|config.input.notes|2',
      'fit|expression|config.expression|1',
      'n|note|text|1',
    ]);
    expect(where(findInFlow(FLOW, { text: 'fit', matchCase: false }))).toEqual(['fit|id|id|1']);
  });

  it('minds capitals when asked; nothing is found for nothing', () => {
    expect(where(findInFlow(FLOW, { text: 'Draft', matchCase: true }))).toEqual([
      '|value|description|1',
      'draft|title|title|1',
      'draft|expression|config.input.notes|1',
    ]);
    expect(findInFlow(FLOW, { text: '', matchCase: false })).toEqual([]);
  });

  it('finds at the right offset in letters that fold to more letters', () => {
    const flow = aFlow([skill('a', { title: 'İstanbul Draft' })]);

    expect(findInFlow(flow, { text: 'Draft', matchCase: false })[0]?.starts).toEqual([9]);
  });

  it('replaces everything as edits that follow each other; ids are renamed, so that links hold', () => {
    const { edits, count, left } = replaceInFlow(FLOW, findInFlow(FLOW, { text: 'draft', matchCase: false }), 5, 'sketch');

    const flow = edits.reduce(after, FLOW);
    expect([count, left]).toEqual([7, []]);
    expect(flow).toMatchObject({
      start: 'sketch',
      description: 'sketchs first',
      steps: [
        { id: 'sketch', title: 'sketch it', config: { input: { notes: '{{ packet.sketch }} and the sketch' } } },
        { config: { expression: 'steps.sketch.output > 1' } },
        {},
      ],
      notes: [{ text: 'A sketch is no promise' }],
    });
  });

  it('leaves an id that would be none, or another step’s, and says so', () => {
    const ids = (text: string) => findInFlow(FLOW, { text, matchCase: true }).filter(({ kind }) => kind === 'id');

    expect(replaceInFlow(FLOW, ids('fit'), 3, 'ask')).toEqual({
      edits: [],
      count: 0,
      left: ['The id “fit” stays: “ask” is another step’s id.'],
    });
    expect(replaceInFlow(FLOW, ids('fit'), 3, 'fit it').left).toEqual(['The id “fit” stays: “fit it” is no id.']);
  });
});

it('What a field does not take stays, and all else is replaced', () => {
  const flow = aFlow([human('ask', { assignee: 'role:partner', description: 'Ask role:partner' })]);

  const { edits, left } = replaceInFlow(flow, findInFlow(flow, { text: 'role:partner', matchCase: true }), 12, 'x'.repeat(300));

  expect(edits.reduce(after, flow).steps[0]).toMatchObject({ config: { assignee: 'role:partner', description: `Ask ${'x'.repeat(300)}` } });
  expect(left[0]).toContain('ask: config.assignee');
});

function after(flow: Flow, edit: Parameters<typeof editFlow>[1]): Flow {
  const edited = editFlow(flow, edit);
  if (!edited.ok) throw new Error(edited.error.message);
  return edited.value.flow;
}
