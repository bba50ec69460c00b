import { describe, expect, it } from 'vitest';
import { FlowId, RunId } from '../../../../engine/base/ids.ts';
import type { FlowHead } from '../../../../engine/contract/flows.ts';
import { shownFlows } from '../../../../renderer/panels/flows/shown-flows.ts';
import { tagCounts } from '../../../../renderer/panels/flows/tag-counts.ts';
import { copyName } from '../../../../renderer/state/copy-name.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from './a-studio.ts';

const FLOW = aFlow([skill('a')]);

const head = (name: string, facts: Partial<FlowHead> = {}): FlowHead => ({
  flowId: FlowId.parse(name.toLowerCase()),
  name,
  updatedAtUs: 0,
  stepCount: 1,
  latestVersionNo: null,
  problems: { errors: 0, warnings: 0 },
  lastRun: null,
  archivedAtUs: null,
  tags: [],
  ...facts,
});
const ranAt = (atUs: number): Pick<FlowHead, 'lastRun'> => ({
  lastRun: { runId: RunId.parse('run_1'), status: 'succeeded', atUs },
});
const FLOWS = [
  head('Beta', { updatedAtUs: 3, tags: ['client', 'Q3'] }),
  head('alpha', { updatedAtUs: 1, tags: ['client'], problems: { errors: 0, warnings: 2 }, ...ranAt(9) }),
  head('Old', { archivedAtUs: 5 }),
];
const shown = (wish: Partial<Parameters<typeof shownFlows>[1]>) =>
  shownFlows(FLOWS, { typed: '', order: 'name', recent: [], isArchived: false, tags: [], ...wish }).map(({ name }) => name);

describe('The list of flows', () => {
  it('is sorted as one likes, and keeps what is archived apart', () => {
    expect(shown({})).toEqual(['alpha', 'Beta']);
    expect(shown({ order: 'changed' })).toEqual(['Beta', 'alpha']);
    expect(shown({ order: 'run' })).toEqual(['alpha', 'Beta']);
    expect(shown({ order: 'opened', recent: [FlowId.parse('beta')] })).toEqual(['Beta', 'alpha']);
    expect(shown({ isArchived: true })).toEqual(['Old']);
  });

  it('finds by every typed word', () => {
    expect(shown({ typed: ' BE ta' })).toEqual(['Beta']);
    expect(shown({ typed: 'be x' })).toEqual([]);
  });

  it('finds by tags, all of them, and by typing one', () => {
    expect(shown({ tags: ['client'] })).toEqual(['alpha', 'Beta']);
    expect(shown({ tags: ['client', 'Q3'] })).toEqual(['Beta']);
    expect(shown({ typed: 'q3' })).toEqual(['Beta']);
    expect(shown({ order: 'problems' })).toEqual(['alpha', 'Beta']);
    expect(tagCounts(FLOWS)).toEqual([
      { tag: 'client', count: 2 },
      { tag: 'Q3', count: 1 },
    ]);
  });

  it('calls each copy otherwise, and a copy of a copy after the first', () => {
    expect(copyName('Pricing', [])).toBe('Pricing (copy)');
    expect(copyName('Pricing (copy)', ['Pricing (copy)'])).toBe('Pricing (copy 2)');
  });

  it('takes in the files that are flows and names the others, a folder and a file too large among them', async () => {
    const { store, workspace } = aStudio(FLOW);
    const file = (name: string, text: string) => ({ name, size: text.length, text: () => Promise.resolve(text) });

    await store
      .getState()
      .importFlows([
        { name: 'a folder', size: 0, text: () => Promise.reject(new Error('It is a folder.')) },
        { ...file('huge.flow.json', '{}'), size: 9 * 1024 * 1024 },
        file('good.flow.json', JSON.stringify(FLOW)),
      ]);

    expect(workspace.copies).toHaveLength(1);
    expect(store.getState().openFlow?.flowId).toBe(FLOW_ID);
    expect(store.getState().importRefusals.map(({ fileName }) => fileName)).toEqual(['a folder', 'huge.flow.json']);
  });

  it('can undo the new name of a flow that was not open', async () => {
    const { store, workspace } = aStudio(FLOW);
    await store.getState().renameAnyFlow(FLOW_ID, 'Called otherwise');
    expect(workspace.flow.name).toBe('Called otherwise');

    await store.getState().showFlow(FLOW_ID);
    store.getState().undo();

    expect(store.getState().openFlow?.flow.name).toBe(FLOW.name);
  });
});
