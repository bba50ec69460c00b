import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { jsonText } from '../../../../renderer/canvas/json-edit.ts';
import { textDifference, withDifference } from '../../../../renderer/state/text-difference.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from './a-studio.ts';

const FLOW = aFlow([skill('a', { title: 'First' }), skill('b', { title: 'Other' })], { description: 'What it is for.' });
const id = (name: string) => StepId.parse(name);

async function halfTyped(was: string, is: string) {
  const { store, words } = aStudio(FLOW);
  await store.getState().showFlow(FLOW_ID);
  const text = jsonText(FLOW);
  const json = textDifference(text, text.replace(was, is));
  if (json === null) throw new Error('Nothing was typed.');
  store.getState().tellTyping({ json });
  const typed = () => {
    const { openFlow, typing } = store.getState();
    return openFlow === null || typing === null || !('json' in typing) ? null : withDifference(jsonText(openFlow.flow), typing.json);
  };
  return { now: () => store.getState(), words, typed };
}

describe('JSON that is half typed', () => {
  it('stays when the flow is changed elsewhere, over the changed flow', async () => {
    const { now, typed, words } = await halfTyped('"What it is for."', '"What it is "for."');
    now().retitleStep(id('b'), 'Changed on the canvas');
    expect(typed()).toContain('"What it is "for."');
    expect(typed()).toContain('Changed on the canvas');
    now().undo();
    expect(typed()).toContain('"What it is "for."');
    expect(typed()).toContain('Other');
    expect(words).toEqual([]);
  });

  it('stays also where the change was made in the same line, and a sentence says so', async () => {
    const { now, typed, words } = await halfTyped('"First"', '"First');
    now().retitleStep(id('a'), 'Second');
    expect(typed()).toContain('"title": "First,\n');
    expect(words[0]?.sentence).toContain('half typed in the JSON');
  });

  it('is gone once it was taken as an edit', async () => {
    const { now } = await halfTyped('"First"', '"Second"');
    now().edit([{ kind: 'change-step', stepId: id('a'), changes: [{ path: ['title'], value: 'Second' }] }], { series: 'json' });
    expect(now().typing).toBeNull();
  });
});
