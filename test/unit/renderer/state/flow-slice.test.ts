import { describe, expect, it } from 'vitest';
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
  it('is saved by itself a moment after the last edit, once for several', async () => {
    const { now, pass, workspace } = await opened();

    now().edit([rename('One')]);
    await pass(300);
    now().edit([rename('Two')]);
    await pass(300);
    expect(workspace.saves).toBe(0);
    await pass(150);

    expect(workspace).toMatchObject({ saves: 1, revision: 2, flow: { name: 'Two' } });
    expect(now().openFlow?.save).toEqual({ kind: 'saved' });
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
