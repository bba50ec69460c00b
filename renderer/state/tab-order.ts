import type { Tab } from './desk.ts';

/** A tab that was closed, and where it stood. */
export interface ClosedTab {
  readonly tab: Tab;
  readonly at: number;
}

const MOST_CLOSED = 20;

/** The tabs with one of them at another index. */
export function movedTab(tabs: readonly Tab[], tabId: string, to: number): readonly Tab[] {
  const tab = tabs.find(({ id }) => id === tabId);
  if (tab === undefined) return tabs;
  const others = tabs.filter(({ id }) => id !== tabId);
  const place = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, place), tab, ...others.slice(place)];
}

/** What can be opened again, the latest last: each tab once. */
export function closedWith(closed: readonly ClosedTab[], tab: Tab, at: number): readonly ClosedTab[] {
  return [...closed.filter(other => other.tab.id !== tab.id), { tab, at }].slice(-MOST_CLOSED);
}
