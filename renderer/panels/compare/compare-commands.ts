import { IconArrowsExchange, IconChevronDown, IconChevronUp, IconGitCompare, IconGitMerge } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';
import type { Studio } from '../../state/studio.ts';

const isInFront = ({ desk }: Studio, ...panelIds: readonly string[]): boolean => {
  const tab = desk.tabs.find(one => one.id === desk.activeTab);
  return tab?.kind === 'page' && panelIds.includes(tab.panelId);
};

const isComparing = (studio: Studio): boolean => isInFront(studio, 'compare');
/** Conflicts of a pull are gone through in the same way. */
const hasDifferences = (studio: Studio): boolean => isInFront(studio, 'compare', 'pull');

/** What can be done with a comparison or a fork and its parent, by key, finder and buttons alike. */
export const COMPARE_COMMANDS: readonly Command[] = [
  {
    id: 'flow.pull',
    title: 'Pull from the parent of the fork',
    group: 'Flow',
    icon: IconGitMerge,
    keys: [],
    place: 'window',
    when: studio => studio.openFlow !== null,
    run: studio => {
      if (studio.openFlow !== null) studio.openPull(studio.openFlow.flowId, null);
    },
  },
  {
    id: 'compare.runs',
    title: 'Compare the two ticked runs',
    group: 'Run',
    icon: IconGitCompare,
    keys: [],
    place: 'window',
    when: studio => studio.tickedRuns.length === 2,
    run: studio => {
      const [a, b] = studio.tickedRuns;
      if (a !== undefined && b !== undefined) studio.openComparison({ kind: 'runs', a, b });
    },
  },
  {
    id: 'compare.last-two',
    title: 'Compare the last two runs',
    group: 'Run',
    icon: IconGitCompare,
    keys: [],
    place: 'window',
    when: studio => (studio.runs?.length ?? 0) > 1,
    run: studio => {
      const [b, a] = (studio.runs ?? []).toSorted((one, other) => other.createdAtUs - one.createdAtUs);
      if (a !== undefined && b !== undefined) studio.openComparison({ kind: 'runs', a: a.runId, b: b.runId });
    },
  },
  {
    id: 'compare.next',
    title: 'Next difference',
    group: 'Run',
    icon: IconChevronDown,
    keys: ['N'],
    place: 'compare',
    when: hasDifferences,
    run: studio => studio.moveDifference(1),
  },
  {
    id: 'compare.previous',
    title: 'Previous difference',
    group: 'Run',
    icon: IconChevronUp,
    keys: ['P'],
    place: 'compare',
    when: hasDifferences,
    run: studio => studio.moveDifference(-1),
  },
  {
    id: 'compare.swap',
    title: 'Swap the sides of the comparison',
    group: 'Run',
    icon: IconArrowsExchange,
    keys: ['X'],
    place: 'compare',
    when: isComparing,
    run: studio => studio.swapSides(),
  },
];
