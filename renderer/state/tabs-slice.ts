import type { FlowId } from '../../engine/base/ids.ts';
import { writeDesk, type CanvasView, type Desk } from './desk.ts';
import type { Slice } from './studio.ts';
import { movedTab } from './tab-order.ts';

/** What is done with the tabs of the centre beside opening and closing one. */
export interface TabsSlice {
  /** Brings a tab to the front, its flow with it. */
  readonly goToTab: (tabId: string) => void;
  /** The next tab, or the one before; around the ends. */
  readonly stepTab: (by: 1 | -1) => void;
  /** To an index among the tabs. */
  readonly moveTab: (tabId: string, to: number) => void;
  /** Closes all but one, or all that follow one; a packet with changes that are not saved stays open. */
  readonly closeTabs: (which: 'others' | 'after', tabId: string) => void;
  /** Opens the tab again that was closed last, where it stood. */
  readonly reopenTab: () => void;
  /** Opens what was open last time, without flows that are gone, else the flow that was changed last. */
  readonly restoreFlow: () => Promise<void>;
  /** Which part of a flow's drawing is seen; remembered with the desk. */
  readonly keepView: (flowId: FlowId, view: CanvasView) => void;
}

/** Of as many flows the place on the canvas is remembered. */
const MOST_VIEWS = 50;

export const tabsSlice: Slice<TabsSlice> = needs => (set, get) => {
  const place = (change: Partial<Desk>) => {
    const desk = { ...get().desk, ...change };
    set({ desk });
    writeDesk(needs.storage, needs.workspace, desk);
  };
  /** Closes the tabs of flows that the workspace has no more; nothing while its flows are not known. */
  const dropLostTabs = () => {
    const { desk, flows } = get();
    if (flows === null) return;
    const here = new Set<string>(flows.map(({ flowId }) => flowId));
    const tabs = desk.tabs.filter(tab => tab.kind !== 'flow' || here.has(tab.flowId));
    if (tabs.length === desk.tabs.length) return;
    place({ tabs, activeTab: tabs.some(({ id }) => id === desk.activeTab) ? desk.activeTab : (tabs[0]?.id ?? null) });
  };
  return {
    goToTab: tabId => {
      const tab = get().desk.tabs.find(({ id }) => id === tabId);
      if (tab?.kind === 'flow') void get().showFlow(tab.flowId);
      else if (tab !== undefined) get().openTab(tab);
    },
    stepTab: by => {
      const { tabs, activeTab } = get().desk;
      const at = tabs.findIndex(({ id }) => id === activeTab);
      const next = tabs[(at + by + tabs.length) % Math.max(1, tabs.length)];
      if (next !== undefined) get().goToTab(next.id);
    },
    moveTab: (tabId, to) => {
      place({ tabs: [...movedTab(get().desk.tabs, tabId, to)] });
    },
    closeTabs: (which, tabId) => {
      const { tabs, activeTab } = get().desk;
      const at = tabs.findIndex(({ id }) => id === tabId);
      const closing = tabs.filter(({ id }, index) => (which === 'others' ? id !== tabId : index > at));
      if (closing.some(({ id }) => id === activeTab)) get().goToTab(tabId);
      for (const { id } of closing) if (get().leaving === null) get().closeTab(id);
    },
    reopenTab: () => {
      const last = get().desk.closedTabs.at(-1);
      if (last === undefined) return;
      const { tab, at } = last;
      if (tab.kind === 'flow')
        void get()
          .showFlow(tab.flowId)
          .then(() => get().moveTab(tab.id, at));
      else {
        get().openTab(tab);
        get().moveTab(tab.id, at);
      }
    },
    keepView: (flowId, view) => {
      const { [flowId]: _before, ...others } = get().desk.views;
      const kept = Object.fromEntries(Object.entries(others).slice(1 - MOST_VIEWS));
      place({ views: { ...kept, [flowId]: view } });
    },
    restoreFlow: async () => {
      dropLostTabs();
      const { desk, showFlow } = get();
      const flows = get().flows?.filter(flow => flow.archivedAtUs === null);
      const tab = desk.tabs.find(one => one.id === desk.activeTab) ?? desk.tabs[0];
      const lastFlow = tab?.kind === 'flow' ? tab : desk.tabs.find(one => one.kind === 'flow');
      const newest = flows?.toSorted((a, b) => b.updatedAtUs - a.updatedAtUs)[0]?.flowId;
      const flowId = lastFlow?.kind === 'flow' ? lastFlow.flowId : newest;
      if (flowId !== undefined) await showFlow(flowId);
      if (tab?.kind === 'page') get().openTab(tab);
    },
  };
};
