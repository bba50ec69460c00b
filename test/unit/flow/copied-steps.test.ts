import { describe, expect, it } from 'vitest';
import { StepId } from '../../../engine/base/ids.ts';
import { copiedSteps, copiedText, readCopiedText } from '../../../engine/flow/copied-steps.ts';
import { lostReads, lostReadWords } from '../../../engine/flow/lost-reads.ts';
import { renewedSteps } from '../../../engine/flow/renewed-steps.ts';
import { aFlow, gate, human, skill } from './a-flow.ts';

const id = (name: string) => StepId.parse(name);
const FLOW = aFlow([
  skill('draft', { next: 'fit' }),
  gate('fit', { expression: 'steps.draft.output.score > 1 && packet.notes != ""', onPass: 'ask' }),
  human('ask', { description: 'Read {{ steps.draft.output }} and {{ steps["fit"].output.result }}.' }, { next: 'draft' }),
]);
const NOWHERE = new Map([[id('draft'), { x: 8, y: 16 }]]);
const copied = (...names: string[]) => copiedSteps(FLOW, names.map(id), NOWHERE);

describe('Copied steps', () => {
  it('come back from their text as they were, with the links that led to them', () => {
    const read = readCopiedText(copiedText(copied('draft', 'fit')));

    expect(read).toEqual({
      ok: true,
      value: {
        format: 'atelier-steps/1',
        steps: FLOW.steps.slice(0, 2),
        start: 'draft',
        layout: { draft: { x: 8, y: 16 } },
        incoming: [{ from: 'ask', field: 'next', to: 'draft' }],
      },
    });
  });

  it('are also what the text of a whole flow holds', () => {
    expect(readCopiedText(JSON.stringify(FLOW))).toMatchObject({ ok: true, value: { start: 'draft', steps: FLOW.steps } });
  });

  it.each([
    ['', 'There is no text'],
    ['Dear all, the notes of Tuesday', 'is not steps of a flow'],
    ['{"format":"figma/1"}', 'is not steps of a flow'],
    ['[1, 2', 'is not steps of a flow'],
    ['{"format":"atelier-steps/9","steps":[]}', 'Update it to paste them.'],
    ['{"format":"atelier-steps/1","steps":[{"id":"a"}],"layout":{},"incoming":[]}', 'damaged at steps.0'],
    ['{"format":"atelier-flow/1","name":"x","steps":[]}', 'has no steps'],
    ['{"format":"atelier-flow/9","name":"x","steps":[]}', 'newer Atelier Studio'],
    [copiedText({ ...copied('draft'), steps: [...copied('draft').steps, ...copied('draft').steps] }), 'have the id “draft”'],
  ])('are not in %j, and a sentence says why', (text, sentence) => {
    const read = readCopiedText(text);

    expect(read.ok ? '' : read.error).toContain(sentence);
  });

  it('get ids of their own where theirs are taken; links and expressions among them follow, others stay as they are', () => {
    const { steps, names } = renewedSteps(copied('draft', 'fit', 'ask'), [id('draft'), id('ask'), id('ask_2')]);

    expect(Object.fromEntries(names)).toEqual({ draft: 'draft_2', fit: 'fit', ask: 'ask_3' });
    expect(steps).toMatchObject([
      { id: 'draft_2', next: 'fit' },
      { id: 'fit', config: { expression: 'steps.draft_2.output.score > 1 && packet.notes != ""', onPass: 'ask_3' } },
      { id: 'ask_3', config: { description: 'Read {{ steps.draft_2.output }} and {{ steps["fit"].output.result }}.' }, next: 'draft_2' },
    ]);
  });

  it('never take an id that another of them had before, whatever the flow has', () => {
    const flow = aFlow([skill('a', { config: { skill: 'echo', input: { from: '{{ steps.a_2.output }}' } } }), skill('a_2')]);
    const { steps } = renewedSteps(copiedSteps(flow, [id('a'), id('a_2')], NOWHERE), [id('a'), id('a_2')]);

    expect(steps.map(step => step.id)).toEqual(['a_3', 'a_4']);
    expect(steps[0]).toMatchObject({ config: { input: { from: '{{ steps.a_4.output }}' } } });
  });

  it('are told apart by what they read that a flow does not have', () => {
    const lost = lostReads(aFlow([skill('other')]), FLOW.steps);

    expect(lost.map(lostReadWords)).toEqual([
      '“fit” reads steps.draft',
      '“fit” reads packet.notes',
      '“ask” reads steps.draft',
      '“ask” reads steps.fit',
    ]);
  });
});
