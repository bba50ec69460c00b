import { describe, expect, it } from 'vitest';
import { FlowId } from '../../../../engine/base/ids.ts';
import { firstView } from '../../../../renderer/canvas/first-view.ts';
import { flowTab, pageTab, type Tab } from '../../../../renderer/state/desk.ts';
import { movedTab } from '../../../../renderer/state/tab-order.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from './a-studio.ts';

const FLOW = aFlow([skill('a')]);
const [A, B, C] = ['a', 'b', 'c'].map(subject => pageTab('skill', subject, subject.toUpperCase())) as [Tab, Tab, Tab]; // true: three of them

async function opened() {
  const studio = aStudio(FLOW);
  await studio.store.getState().showFlow(FLOW_ID);
  for (const tab of [A, B, C]) studio.store.getState().openTab(tab);
  const now = () => studio.store.getState();
  return { ...studio, now, titles: () => now().desk.tabs.map(({ title }) => title), front: () => now().desk.activeTab };
}

describe('Tabs', () => {
  it('open again where they stood, the one closed last first', async () => {
    const { now, titles, front } = await opened();
    now().closeTab(A.id);
    now().closeTab(C.id);

    now().reopenTab();
    expect(front()).toBe(C.id);
    now().reopenTab();
    expect(titles()).toEqual(['Test', 'A', 'B', 'C']);
    expect(front()).toBe(A.id);
    now().reopenTab();
    expect(titles()).toEqual(['Test', 'A', 'B', 'C']);
  });

  it('are put into another order, and gone through around the ends', async () => {
    const { now, titles, front } = await opened();
    now().moveTab(C.id, 0);
    expect(titles()).toEqual(['C', 'Test', 'A', 'B']);
    expect(movedTab([A, B, C], A.id, 99).map(({ title }) => title)).toEqual(['B', 'C', 'A']);
    expect(movedTab([A, B, C], 'gone', 0)).toHaveLength(3);

    now().stepTab(-1);
    expect(front()).toBe(B.id);
    now().stepTab(1);
    expect(front()).toBe(C.id);
  });

  it('close all but one, or all that follow one', async () => {
    const { now, titles } = await opened();
    now().closeTabs('after', A.id);
    expect(titles()).toEqual(['Test', 'A']);
    now().closeTabs('others', A.id);
    expect(titles()).toEqual(['A']);
  });

  it('come back after a restart with the place on each drawing; a flow that is gone does not', async () => {
    const { now, storage } = await opened();
    now().keepView(FLOW_ID, { x: 5, y: 6, zoom: 0.5 });
    now().openTab(flowTab(FlowId.parse('gone'), 'Gone'));

    const later = aStudio(FLOW, Object.fromEntries(storage));
    later.store.setState({ flows: [{ ...HEAD, flowId: FLOW_ID }] });
    await later.store.getState().restoreFlow();

    expect(later.store.getState().desk.tabs.map(({ title }) => title)).toEqual(['Test', 'A', 'B', 'C']);
    expect(later.store.getState().desk.views).toEqual({ [FLOW_ID]: { x: 5, y: 6, zoom: 0.5 } });
  });
});

describe('A drawing that is opened', () => {
  const size = { width: 800, height: 600 };

  it('is seen as it was left, unless nothing of it would be in sight', () => {
    const left = { x: 5, y: 6, zoom: 0.5 };
    expect(firstView([{ x: 0, y: 0 }], undefined, size, left)).toBe(left);
    expect(firstView([{ x: 0, y: 0 }], undefined, size, { ...left, x: -9_000 })).not.toMatchObject({ x: -9_000 });
    expect(firstView([], undefined, size, left)).toEqual({ x: 400, y: 300, zoom: 1 });
  });
});

const HEAD = {
  name: 'Test',
  updatedAtUs: 0,
  stepCount: 1,
  latestVersionNo: null,
  problems: { errors: 0, warnings: 0 },
  lastRun: null,
  archivedAtUs: null,
  tags: [],
};
