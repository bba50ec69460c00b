import type { FlowHead } from '../../../engine/contract/flows.ts';
import { byWord, type FlowTag } from '../../../engine/flow/flow-tag.ts';

/** Every tag of these flows with the number of flows that have it, in the order in which tags are shown. */
export function tagCounts(flows: readonly FlowHead[]): readonly { readonly tag: FlowTag; readonly count: number }[] {
  const counts = new Map<FlowTag, number>();
  for (const { tags } of flows) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([tag, count]) => ({ tag, count })).toSorted((a, b) => byWord(a.tag, b.tag));
}
