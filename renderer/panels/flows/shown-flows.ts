import type { FlowId } from '../../../engine/base/ids.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import type { FlowOrder } from '../../state/desk.ts';

/** The flows that a list shows, in its order: those whose name holds every typed word, in use or put away. */
export function shownFlows(
  flows: readonly FlowHead[],
  wish: {
    readonly typed: string;
    readonly order: FlowOrder;
    /** The latest first. */
    readonly recent: readonly FlowId[];
    readonly isArchived: boolean;
  },
): readonly FlowHead[] {
  const words = wish.typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const opened = new Map(wish.recent.map((flowId, index) => [flowId, wish.recent.length - index]));
  const rank = (flow: FlowHead): number => {
    switch (wish.order) {
      case 'name':
        return 0;
      case 'changed':
        return flow.updatedAtUs;
      case 'run':
        return flow.lastRun?.atUs ?? 0;
      case 'opened':
        return opened.get(flow.flowId) ?? 0;
      default:
        return neverHere(wish.order);
    }
  };
  return flows
    .filter(flow => (flow.archivedAtUs !== null) === wish.isArchived)
    .filter(flow => words.every(word => flow.name.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name, 'en', { sensitivity: 'base', numeric: true }));
}
