import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../../engine/flow/check-flow.ts';
import { editFlow, FlowEdit } from '../../../engine/flow/flow-edit.ts';
import { aFlow, CATALOG, gate, human, skill } from './a-flow.ts';

const DRAWN = aFlow(
  [
    skill('draft', { next: 'fit', config: { skill: 'echo', input: { again: ['{{ context.x }}'] } }, save: { x: 'output' } }),
    gate('fit', { expression: 'has(steps.draft) && steps.draft.output.ok == true', onPass: 'ask', onFail: 'draft' }),
    human(
      'ask',
      { description: 'Read {{ steps.draft.output.text }}.', show: ['steps["draft"].output'], onDeadline: 'draft' },
      { onError: 'draft', next: 'tell', save: { y: 'steps.draft.output' } },
    ),
    {
      id: 'tell',
      kind: 'product_action',
      config: {
        product: 'crm',
        action: 'send',
        payload: { of: { text: 'draft: {{ steps.draft.output }}', list: ['{{ steps.draft.output }}'] } },
      },
    },
  ],
  { layout: { draft: { x: 1, y: 2 }, fit: { x: 3, y: 4 } } },
);

const rename = (stepId: string, to: string) => FlowEdit.parse({ kind: 'rename-step', stepId, to });

describe('renaming a step', () => {
  it('is followed by every arrow, expression, template and place on the canvas', () => {
    const edited = editFlow(DRAWN, rename('draft', 'proposal'));
    if (!edited.ok) throw new Error(edited.error.message);
    const text = JSON.stringify(edited.value.flow);
    expect(text.match(/draft/g)).toEqual(['draft']); // only the word inside a text
    expect(edited.value.flow.start).toBe('proposal');
    expect(edited.value.flow.layout).toEqual({ proposal: { x: 1, y: 2 }, fit: { x: 3, y: 4 } });
    expect(checkFlow(edited.value.flow, CATALOG).map(({ code }) => code)).toEqual(checkFlow(DRAWN, CATALOG).map(({ code }) => code));
  });

  it('is undone to the very same flow', () => {
    const edited = editFlow(DRAWN, rename('draft', 'proposal'));
    if (!edited.ok) throw new Error(edited.error.message);
    const back = edited.value.undo.reduce((flow, edit) => {
      const undone = editFlow(flow, edit);
      return undone.ok ? undone.value.flow : flow;
    }, edited.value.flow);
    expect(back).toEqual(DRAWN);
  });

  it('is refused when another step has that id, and when there is no such step', () => {
    expect(editFlow(DRAWN, rename('draft', 'fit'))).toMatchObject({ ok: false, error: { code: 'step-exists' } });
    expect(editFlow(DRAWN, rename('gone', 'x'))).toMatchObject({ ok: false, error: { code: 'no-such-step' } });
  });
});
