import { z } from 'zod';
import { FlowId, PacketId } from '../../engine/base/ids.ts';

/** One tab of the centre. A page shows one subject of a panel that can fill the centre: an artefact, a packet. */
export const Tab = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flow'), id: z.string(), flowId: FlowId, title: z.string() }),
  z.object({ kind: z.literal('page'), id: z.string(), panelId: z.string(), subject: z.string(), title: z.string() }),
]);
export type Tab = z.infer<typeof Tab>;

export const flowTab = (flowId: FlowId, title: string): Tab => ({ kind: 'flow', id: `flow ${flowId}`, flowId, title });

export const pageTab = (panelId: string, subject: string, title: string): Tab => ({
  kind: 'page',
  id: `${panelId} ${subject}`,
  panelId,
  subject,
  title,
});

/** What part of a drawing is seen: `x` and `y` of its origin in the canvas's pixels. */
export const CanvasView = z.object({ x: z.number(), y: z.number(), zoom: z.number().positive() });
export type CanvasView = z.infer<typeof CanvasView>;

/** What the list of flows can be sorted by. */
export const FLOW_ORDERS = ['name', 'changed', 'run', 'opened', 'problems'] as const;
export type FlowOrder = (typeof FLOW_ORDERS)[number];

/** The ways a flow is shown and changed, in the order of their switch. */
export const FLOW_VIEWS = ['canvas', 'outline', 'json'] as const;
export type FlowViewName = (typeof FLOW_VIEWS)[number];

/** How the window is laid out; remembered for each workspace. Panels are named by their id. */
export const Desk = z.object({
  /** Null: folded. */
  sidePanel: z.string().nullable(),
  bottomPanel: z.string().nullable(),
  inspectorPanel: z.string(),
  inspectorFolded: z.boolean(),
  tabs: z.array(Tab).max(100),
  activeTab: z.string().nullable(),
  /** Tabs that can be opened again, the one closed last at the end. */
  closedTabs: z
    .array(z.object({ tab: Tab, at: z.int() }))
    .max(20)
    .default([]),
  /** Where each flow's drawing was left, the flow that was looked at last at the end. */
  views: z.record(FlowId, CanvasView).default({}),
  flowView: z.enum(FLOW_VIEWS),
  wheelZooms: z.boolean(),
  /** The packet that was picked last for each flow. */
  packets: z.record(FlowId, PacketId),
  /** Flows as they were opened last, the latest first. */
  recentFlows: z.array(FlowId).max(50).default([]),
  flowOrder: z.enum(FLOW_ORDERS).default('changed'),
  /** Pixels by part of the window: `side`, `inspector`, `bottom`. */
  sizes: z.record(z.string(), z.number()),
});
export type Desk = z.infer<typeof Desk>;

/** A desk nobody has laid yet: in a small window the inspector waits until it is asked for. */
export const freshDesk = (room: { readonly widthPx: number; readonly heightPx: number }): Desk => ({
  sidePanel: 'flows',
  bottomPanel: room.heightPx < FOLD_BELOW_PX.height ? null : 'timeline',
  inspectorPanel: 'inspector',
  inspectorFolded: room.widthPx < FLOAT_BELOW_PX,
  tabs: [],
  activeTab: null,
  closedTabs: [],
  views: {},
  flowView: 'canvas',
  wheelZooms: false,
  packets: {},
  recentFlows: [],
  flowOrder: 'changed',
  sizes: { side: room.widthPx < FLOAT_BELOW_PX ? 240 : 280, inspector: 360, bottom: room.heightPx < 800 ? 220 : 280 },
});

/** In a narrower window the inspector floats over the centre. */
export const FLOAT_BELOW_PX = 1100;

/** In a narrower window side panel and inspector stand open only one at a time; in a lower one the bottom panel is folded to begin with. */
export const FOLD_BELOW_PX = { width: 860, height: 560 } as const;

type DeskStorage = Pick<Storage, 'getItem' | 'setItem'>;

const keyOf = (workspace: string) => `atelier.desk.${workspace}`;

/** Null when nothing fitting is remembered: a desk of another age is laid afresh. */
export function readDesk(storage: DeskStorage, workspace: string): Desk | null {
  const text = storage.getItem(keyOf(workspace));
  if (text === null) return null;
  try {
    const read = Desk.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export function writeDesk(storage: DeskStorage, workspace: string, desk: Desk): void {
  try {
    storage.setItem(keyOf(workspace), JSON.stringify(desk));
  } catch {
    // A full or forbidden storage costs the layout of the next start, nothing of this one.
  }
}
