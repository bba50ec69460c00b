import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import { copiedSteps } from '../../../../engine/flow/copied-steps.ts';
import { editFlow } from '../../../../engine/flow/flow-edit.ts';
import type { Flow } from '../../../../engine/flow/flow.ts';
import { links } from '../../../../engine/flow/links.ts';
import { duplicatedSteps, pastedSteps, type PastedSteps } from '../../../../renderer/canvas/paste-steps.ts';
import { placeSteps } from '../../../../renderer/canvas/place-steps.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from '../state/a-studio.ts';

const id = (name: string) => StepId.parse(name);
const FLOW = aFlow([skill('draft', { next: 'fit' }), gate('fit', { expression: 'true', onPass: 'ask' }), human('ask'), skill('loose')], {
  layout: { draft: { x: 0, y: 0 }, fit: { x: 312, y: 0 }, ask: { x: 624, y: 0 }, loose: { x: 0, y: 400 } },
});
const copied = (...names: string[]) => copiedSteps(FLOW, names.map(id), placeSteps(FLOW));

describe('Pasting', () => {
  it('puts the middle of the copies at the pointer, linked among themselves only', () => {
    const pasted = pastedSteps(FLOW, copied('draft', 'fit'), { where: { kind: 'around', point: { x: 1000, y: 1000 } }, keepLinks: false });

    const flow = carriedOut(FLOW, pasted);
    expect(flow.layout).toMatchObject({ draft_2: { x: 728, y: 960 }, fit_2: { x: 1040, y: 960 } });
    expect(links(flow).filter(({ from, to }) => pasted.stepIds.includes(from) || pasted.stepIds.includes(to))).toEqual([
      { from: 'draft_2', field: 'next', to: 'fit_2' },
    ]);
    expect(pasted.lost).toEqual([]);
  });

  it('covers no card: what is pasted again where it stands goes below', () => {
    const pasted = pastedSteps(FLOW, copied('draft'), { where: { kind: 'around', point: { x: 120, y: 44 } }, keepLinks: false });

    expect(carriedOut(FLOW, pasted).layout?.[id('draft_2')]).toEqual({ x: 0, y: 96 });
  });

  it('gives back with its links what was cut', () => {
    const cut = editFlow(FLOW, { kind: 'remove-steps', stepIds: [id('fit')], heal: false });
    if (!cut.ok) throw new Error(cut.error.message);

    const where = { kind: 'around', point: { x: 432, y: 44 } } as const;
    const pasted = carriedOut(cut.value.flow, pastedSteps(cut.value.flow, copied('fit'), { where, keepLinks: true }));

    expect(links(pasted)).toEqual(expect.arrayContaining([...links(FLOW)]));
    expect(pasted.layout).toMatchObject({ fit: { x: 312, y: 0 } });
  });

  it('says which links it could not keep, and keeps those of a way that leads elsewhere', () => {
    const flow = aFlow([skill('draft', { next: 'other' }), skill('other')]);

    const { lost } = pastedSteps(flow, copied('fit'), { where: { kind: 'around', point: { x: 0, y: 0 } }, keepLinks: true });

    expect(lost).toEqual(['“fit” led on to “ask”', '“draft” led to “fit”']);
  });

  it('begins an empty flow with the step that the other began with', () => {
    const written = copied('fit', 'draft');
    const empty = aFlow([]);

    const pasted = pastedSteps(empty, { ...written, steps: written.steps.toReversed() }, { where: HERE, keepLinks: false });

    expect(carriedOut(empty, pasted).start).toBe('draft');
  });

  it('takes notes along, and groups of which every step came', () => {
    const drawn: Flow = {
      ...FLOW,
      notes: [{ id: 'note', text: 'Why', x: 0, y: -200, width: 240, height: 96 }],
      groups: [
        { id: 'group', title: 'Begin', stepIds: [id('draft'), id('fit')] },
        { id: 'half', title: 'Half', stepIds: [id('ask'), id('loose')] },
      ],
    };
    const all = copiedSteps(drawn, [id('draft'), id('fit'), id('ask')], placeSteps(drawn), ['note']);

    const pasted = pastedSteps(drawn, all, { where: { kind: 'beside', by: { x: 0, y: 1000 }, mayCover: true }, keepLinks: false });

    const flow = carriedOut(drawn, pasted);
    expect(pasted.noteIds).toEqual(['note_2']);
    expect(flow.notes).toEqual([...(drawn.notes ?? []), { id: 'note_2', text: 'Why', x: 0, y: 800, width: 240, height: 96 }]);
    expect(flow.groups).toEqual([...(drawn.groups ?? []), { id: 'group_2', title: 'Begin', stepIds: ['draft_2', 'fit_2'] }]);
  });

  it('puts a note that was copied alone at the pointer', () => {
    const drawn: Flow = { ...FLOW, notes: [{ id: 'why', text: 'Why', x: 0, y: 0, width: 240, height: 96 }] };

    const pasted = pastedSteps(FLOW, copiedSteps(drawn, [], new Map(), ['why']), {
      where: { kind: 'around', point: { x: 520, y: 448 } },
      keepLinks: false,
    });

    expect(carriedOut(FLOW, pasted).notes).toEqual([{ id: 'note', text: 'Why', x: 400, y: 400, width: 240, height: 96 }]);
    expect(pasted.stepIds).toEqual([]);
  });

  it('duplicates below, and where the hand has dragged', () => {
    expect(carriedOut(FLOW, duplicatedSteps(FLOW, [id('draft'), id('fit')])).layout).toMatchObject({
      draft_2: { x: 0, y: 136 },
      fit_2: { x: 312, y: 136 },
    });
    const dragged = duplicatedSteps(FLOW, [id('draft')], { kind: 'beside', by: { x: 40, y: 8 }, mayCover: true });
    expect(carriedOut(FLOW, dragged).layout).toMatchObject({ draft_2: { x: 40, y: 8 } });
  });
});

describe('The clipboard', () => {
  it('takes steps from one window to another as text; one undo takes them back', async () => {
    const [here, there] = [aStudio(FLOW), aStudio(aFlow([skill('draft')]))];
    await Promise.all([here, there].map(({ store }) => store.getState().showFlow(FLOW_ID)));
    here.store.getState().select([id('draft'), id('fit')]);

    await here.store.getState().putOnClipboard('copy');
    there.store.getState().pasteText(here.workspace.clipboard ?? '', { keepLinks: false });

    expect(there.store.getState().openFlow?.flow.steps.map(step => step.id)).toEqual(['draft', 'draft_2', 'fit']);
    expect(there.store.getState().selection).toEqual(['draft_2', 'fit']);
    expect(there.words).toEqual([]);
    there.store.getState().undo();
    expect(there.store.getState().openFlow?.flow.steps.map(step => step.id)).toEqual(['draft']);
  });

  it('cuts only what it could put away, and says what a foreign text is', async () => {
    const { store, words, workspace } = aStudio(FLOW);
    await store.getState().showFlow(FLOW_ID);
    store.getState().select([id('loose')]);

    await store.getState().putOnClipboard('cut');
    expect(workspace.clipboard).toContain('"loose"');
    expect(store.getState().openFlow?.flow.steps).toHaveLength(3);
    expect(store.getState().openFlow?.history.done.at(-1)?.label).toBe('cut 1 step');

    store.getState().pasteText('Dear all', { keepLinks: false });
    expect(store.getState().openFlow?.flow.steps).toHaveLength(3);
    expect(words.at(-1)?.sentence).toContain('is not steps of a flow');
  });

  it('lists what pasted steps read that is not here', async () => {
    const { store, words } = aStudio(aFlow([skill('a')]));
    await store.getState().showFlow(FLOW_ID);
    const flow = aFlow([skill('reader', { config: { skill: 'echo', input: { text: '{{ steps.gone.output }} {{ packet.notes }}' } } })]);

    store.getState().pasteText(JSON.stringify(flow), { keepLinks: false });

    expect(words.at(-1)?.sentence).toBe(
      'Pasted 1 step. 2 references lead nowhere in this flow: “reader” reads steps.gone; “reader” reads packet.notes.',
    );
  });
});

const HERE = { kind: 'around', point: { x: 0, y: 0 } } as const;

const carriedOut = (flow: Flow, { edits }: PastedSteps): Flow =>
  edits.reduce((at, edit) => {
    const edited = editFlow(at, edit);
    if (!edited.ok) throw new Error(edited.error.message);
    return edited.value.flow;
  }, flow);
