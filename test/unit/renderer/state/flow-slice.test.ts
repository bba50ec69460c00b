import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import type { FlowEdit } from '../../../../engine/flow/flow-edit.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from './a-studio.ts';

const FLOW = aFlow([skill('a')]);
const rename = (name: string): FlowEdit => ({ kind: 'change-flow', changes: [{ path: ['name'], value: name }] });

async function opened(kept: Record<string, string> = {}) {
  const studio = aStudio(FLOW, kept);
  await studio.store.getState().showFlow(FLOW_ID);
  return { ...studio, now: () => studio.store.getState() };
}

describe('The open flow', () => {
  it('is saved by itself a moment after the first edit that is not saved, however long one goes on', async () => {
    const { now, pass, workspace } = await opened();

    now().edit([rename('One')]);
    await pass(200);
    now().edit([rename('Two')]);
    expect(workspace.saves).toBe(0);
    await pass(100);

    expect(workspace).toMatchObject({ saves: 1, revision: 2, flow: { name: 'Two' } });
    expect(now().openFlow?.save).toEqual({ kind: 'saved' });
  });

  it('undoes after a restart what was done before, and does again what was undone', async () => {
    const { now, workspace } = await opened();
    now().edit([rename('One')]);
    now().edit([rename('Two')]);
    now().undo();
    await now().saveDraft();

    const later = aStudio(workspace.flow);
    later.workspace.history = workspace.history;
    await later.store.getState().showFlow(FLOW_ID);
    later.store.getState().redo();
    expect(later.store.getState().openFlow?.flow.name).toBe('Two');
    later.store.getState().undo();
    later.store.getState().undo();

    expect(later.store.getState().openFlow?.flow).toEqual(FLOW);
    expect(later.store.getState().openFlow?.history.undone.map(({ label }) => label)).toHaveLength(2);
  });

  it('begins afresh when what was kept of its history cannot be read', async () => {
    const studio = aStudio(FLOW);
    studio.workspace.history = '{"format":"atelier-history/1","done":[{"label":7}]}';

    await studio.store.getState().showFlow(FLOW_ID);

    expect(studio.store.getState().openFlow?.history.done).toEqual([]);
  });

  it('keeps what is being typed beside the draft, and brings it back to its field', async () => {
    const { now, pass, workspace } = await opened();
    const typing = { stepId: StepId.parse('a'), field: 'title', text: 'Half a ti' };
    now().tellTyping({ ...typing, text: 'Half' });
    await pass(200);
    now().tellTyping(typing);
    await pass(100);
    expect(workspace.saves).toBe(0);

    const later = aStudio(workspace.flow);
    later.workspace.history = workspace.history;
    await later.store.getState().showFlow(FLOW_ID);

    expect(later.store.getState()).toMatchObject({ typing, selection: ['a'], focusWish: { field: 'title' } });
  });

  it('is saved at once when asked, and says so', async () => {
    const { now, workspace, words } = await opened();
    now().edit([rename('Now')]);

    await now().saveAndSay();

    expect(workspace.flow.name).toBe('Now');
    expect(words).toEqual([{ kind: 'done', sentence: 'Everything is saved.' }]);
  });

  it('saves undo as it saves any other edit', async () => {
    const { now, workspace } = await opened();
    now().edit([rename('Wrong')]);
    await now().saveDraft();

    now().undo();
    await now().saveDraft();

    expect(workspace.flow).toEqual(FLOW);
  });

  it('loses nothing when the host goes away: it is kept in the browser, and saved when the host is back', async () => {
    const { now, pass, workspace, storage, wire } = await opened();
    workspace.isGone = true;
    wire.tell('lost');

    now().edit([rename('Kept')]);
    await pass(500);
    expect(now().openFlow?.save.kind).toBe('not-saved');
    expect(storage.get(`atelier.draft.test.${FLOW_ID}`)).toContain('Kept');

    workspace.isGone = false;
    wire.tell('open');
    await pass(500);
    expect(workspace.flow.name).toBe('Kept');
    expect(now().openFlow?.save.kind).toBe('saved');
    expect(storage.has(`atelier.draft.test.${FLOW_ID}`)).toBe(false);
  });

  it('offers on the next opening what never reached the workspace; taking it up can be undone', async () => {
    const lost = { ...FLOW, name: 'Never saved' };
    const { now } = await opened({ [`atelier.draft.test.${FLOW_ID}`]: JSON.stringify({ flow: lost, revision: 1, atUs: 0 }) });
    expect(now().openFlow).toMatchObject({ flow: { name: 'Test' }, kept: { flow: { name: 'Never saved' } } });

    now().settleKept('take-up');
    expect(now().openFlow).toMatchObject({ flow: { name: 'Never saved' }, kept: null });

    now().undo();
    expect(now().openFlow?.flow.name).toBe('Test');
  });

  it('asks a person when another window saved in the meantime, and keeps both drawings', async () => {
    const { now, workspace } = await opened();
    workspace.revision = 7;
    workspace.flow = { ...FLOW, name: 'Theirs' };

    now().edit([rename('Mine')]);
    expect(await now().saveDraft()).toBe(false);
    expect(now().openFlow?.save).toEqual({ kind: 'moved' });

    await now().settleMove('copy');
    expect(workspace.copies.map(text => (JSON.parse(text) as { name: string }).name)).toEqual(['Mine (my copy)']);
    expect(now().openFlow).toMatchObject({ flow: { name: 'Theirs' }, revision: 7, save: { kind: 'saved' } });
  });

  it('shows what another window saved while nothing is edited here', async () => {
    const { now, pass, workspace } = await opened();
    workspace.revision = 2;
    workspace.flow = { ...FLOW, name: 'Elsewhere' };

    now().flowChanged(FLOW_ID);
    await pass(0);

    expect(now().openFlow).toMatchObject({ flow: { name: 'Elsewhere' }, revision: 2 });
  });

  it('refuses an edit that does not fit, with a sentence, and stays as it was', async () => {
    const { now } = await opened();

    const problem = now().edit([rename('')]);

    expect(problem?.code).toBe('does-not-fit');
    expect(now().openFlow).toMatchObject({ flow: FLOW, save: { kind: 'saved' } });
  });
});
