import { PacketId, type FlowId, type StepId } from '../../engine/base/ids.ts';
import type { Connection } from '../bridge/host.ts';
import { freshDesk, readDesk, writeDesk, type Desk, type Tab } from './desk.ts';
import { isEdited, type PacketPage } from './packet-page.ts';
import type { Slice } from './studio.ts';
import { closedWith } from './tab-order.ts';

/** Where in the inspector the hand goes next: a field of the selected step, by its dotted path. Each wish has its own number. */
export interface FocusWish {
  readonly field: string | null;
  readonly number: number;
}

/** What lies open on the desk, and what is selected. Nothing of it is part of a flow or of its undo. */
export interface DeskSlice {
  readonly desk: Desk;
  /** In the order in which they were selected; the last is the one the inspector shows. */
  readonly selection: readonly StepId[];
  readonly connection: Connection;
  readonly focusWish: FocusWish | null;
  /** A sheet over the window: the command finder, the list of keys, changing them, publishing. */
  readonly sheet: 'commands' | 'keys' | 'own-keys' | 'publish' | null;

  readonly select: (stepIds: readonly StepId[]) => void;
  /** Opens the inspector's form on a step, at a field when one is named. */
  readonly focusField: (stepId: StepId | null, field: string | null) => void;
  /** The wished field has the keyboard now. */
  readonly takeFocusWish: () => void;
  readonly showSide: (panelId: string | null) => void;
  readonly showBottom: (panelId: string | null) => void;
  readonly showInspector: (panelId: string) => void;
  readonly foldInspector: (folded: boolean) => void;
  readonly showSheet: (sheet: DeskSlice['sheet']) => void;
  readonly openTab: (tab: Tab) => void;
  /** A packet with changes that are not saved asks first what becomes of them. */
  readonly closeTab: (tabId: string) => void;
  /** Shows another tab in the place of an open one. */
  readonly replaceTab: (tabId: string, tab: Tab) => void;
  /** Calls an open tab by another name. */
  readonly nameTab: (tabId: string, title: string) => void;
  readonly showFlowAs: (view: Desk['flowView']) => void;
  readonly pickPacket: (flowId: FlowId, packetId: PacketId) => void;
  readonly sortFlows: (flowOrder: Desk['flowOrder']) => void;
  readonly setWheelZooms: (wheelZooms: boolean) => void;
  readonly keepSizes: (sizes: Readonly<Record<string, number>>) => void;
  readonly setConnection: (connection: Connection) => void;
}

export const deskSlice: Slice<DeskSlice> = needs => (set, get) => {
  const place = (change: Partial<Desk>) => {
    const desk = { ...get().desk, ...change };
    set({ desk });
    writeDesk(needs.storage, needs.workspace, desk);
  };
  return {
    desk: readDesk(needs.storage, needs.workspace) ?? freshDesk(needs.room),
    selection: [],
    connection: needs.wire.connection(),
    focusWish: null,
    sheet: null,

    select: stepIds => {
      if (!sameSteps(get().selection, stepIds)) set({ selection: stepIds });
    },
    focusField: (stepId, field) => {
      if (stepId !== null) get().select([stepId]);
      place({ inspectorFolded: false, inspectorPanel: 'inspector' });
      set({ focusWish: { field, number: (get().focusWish?.number ?? 0) + 1 } });
    },
    takeFocusWish: () => set({ focusWish: null }),
    showSide: sidePanel => place({ sidePanel }),
    showBottom: bottomPanel => place({ bottomPanel }),
    showInspector: inspectorPanel => place({ inspectorPanel, inspectorFolded: false }),
    foldInspector: inspectorFolded => place({ inspectorFolded }),
    showSheet: sheet => set({ sheet }),
    openTab: tab => {
      const { tabs, recentFlows, closedTabs } = get().desk;
      place({
        ...(tab.kind === 'flow' ? { recentFlows: [tab.flowId, ...recentFlows.filter(flowId => flowId !== tab.flowId)].slice(0, 50) } : {}),
        tabs: tabs.some(other => other.id === tab.id) ? tabs.map(other => (other.id === tab.id ? tab : other)) : [...tabs, tab],
        activeTab: tab.id,
        closedTabs: closedTabs.filter(closed => closed.tab.id !== tab.id),
      });
    },
    closeTab: tabId => {
      const { tabs, activeTab, closedTabs } = get().desk;
      const closing = tabs.find(tab => tab.id === tabId);
      const leaving = unsavedPacket(closing, get().packetPages);
      if (leaving !== null) {
        set({ leaving });
        return;
      }
      const at = tabs.findIndex(tab => tab.id === tabId);
      const left = tabs.filter(tab => tab.id !== tabId);
      const isShown = activeTab === tabId;
      place({
        tabs: left,
        activeTab: isShown ? (left[Math.min(at, left.length - 1)]?.id ?? null) : activeTab,
        ...(closing !== undefined && { closedTabs: [...closedWith(closedTabs, closing, at)] }),
      });
      const front = get().desk.tabs.find(tab => tab.id === get().desk.activeTab);
      if (isShown && front?.kind === 'flow' && get().openFlow?.flowId !== front.flowId) void get().showFlow(front.flowId);
    },
    replaceTab: (tabId, tab) => {
      const { tabs, activeTab } = get().desk;
      const others = tabs.filter(other => other.id !== tab.id || other.id === tabId);
      place({ tabs: others.map(other => (other.id === tabId ? tab : other)), activeTab: activeTab === tabId ? tab.id : activeTab });
    },
    nameTab: (tabId, title) => place({ tabs: get().desk.tabs.map(tab => (tab.id === tabId ? { ...tab, title } : tab)) }),
    showFlowAs: flowView => place({ flowView }),
    pickPacket: (flowId, packetId) => place({ packets: { ...get().desk.packets, [flowId]: packetId } }),
    sortFlows: flowOrder => place({ flowOrder }),
    setWheelZooms: wheelZooms => place({ wheelZooms }),
    keepSizes: sizes => place({ sizes: { ...get().desk.sizes, ...sizes } }),
    setConnection: connection => set({ connection }),
  };
};

function unsavedPacket(tab: Tab | undefined, pages: Readonly<Record<PacketId, PacketPage>>): PacketId | null {
  const packetId = tab?.kind === 'page' && tab.panelId === 'packet' ? PacketId.safeParse(tab.subject).data : undefined;
  const page = packetId === undefined ? undefined : pages[packetId];
  return packetId !== undefined && page !== undefined && isEdited(page) ? packetId : null;
}

const sameSteps = (a: readonly StepId[], b: readonly StepId[]): boolean =>
  a.length === b.length && a.every((stepId, index) => stepId === b[index]);
