import { z } from 'zod';

/** A word by which people find flows again: `client`, `Q3 reviews`. Whoever writes it in other case means the same tag. */
export const FlowTag = z.string().trim().min(1).max(40);
export type FlowTag = z.infer<typeof FlowTag>;

export const MOST_TAGS = 20;

/** Tags once each, spelled as the workspace spells them already; those that are new as they were written first. */
export function spelledTags(wished: readonly FlowTag[], known: Iterable<FlowTag>): readonly FlowTag[] {
  const spelling = new Map([...known].map(tag => [tag.toLowerCase(), tag]));
  const tags = new Map<string, FlowTag>();
  for (const tag of wished) {
    const key = tag.toLowerCase();
    if (!tags.has(key)) tags.set(key, spelling.get(key) ?? tag);
  }
  return [...tags.values()].toSorted(byWord);
}

/** The order in which tags are shown. */
export const byWord = (a: FlowTag, b: FlowTag): number => a.localeCompare(b, 'en', { sensitivity: 'base', numeric: true });
