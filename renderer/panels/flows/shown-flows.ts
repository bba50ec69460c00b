import type { FlowId } from '../../../engine/base/ids.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import type { FlowTag } from '../../../engine/flow/flow-tag.ts';
import type { FlowOrder } from '../../state/desk.ts';

/** The flows that a list shows, in its order: those whose name or tags hold every typed word, in use or put away. */
export function shownFlows(
  flows: readonly FlowHead[],
  wish: {
    readonly typed: string;
    readonly order: FlowOrder;
    /** The latest first. */
    readonly recent: readonly FlowId[];
    readonly isArchived: boolean;
    /** Only those that have them all. */
    readonly tags: readonly FlowTag[];
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
      case 'problems':
        return flow.problems.errors * 1_000_000 + flow.problems.warnings;
      default:
        return neverHere(wish.order);
    }
  };
  return flows
    .filter(flow => (flow.archivedAtUs !== null) === wish.isArchived)
    .filter(flow => wish.tags.every(tag => flow.tags.includes(tag)))
    .filter(({ name, tags }) => words.every(word => [name, ...tags].some(text => text.toLowerCase().includes(word))))
    .toSorted((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name, 'en', { sensitivity: 'base', numeric: true }));
}
