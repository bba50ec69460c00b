import { IconArrowsExchange, IconChevronDown, IconChevronUp, IconGitCompare } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';
import type { Studio } from '../../state/studio.ts';

const isComparing = ({ desk }: Studio): boolean => {
  const tab = desk.tabs.find(one => one.id === desk.activeTab);
  return tab?.kind === 'page' && tab.panelId === 'compare';
};

/** What can be done with a comparison, by key, finder and buttons alike. */
export const COMPARE_COMMANDS: readonly Command[] = [
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
    id: 'compare.next',
    title: 'Next difference',
    group: 'Run',
    icon: IconChevronDown,
    keys: ['N'],
    place: 'compare',
    when: isComparing,
    run: studio => studio.moveDifference(1),
  },
  {
    id: 'compare.previous',
    title: 'Previous difference',
    group: 'Run',
    icon: IconChevronUp,
    keys: ['P'],
    place: 'compare',
    when: isComparing,
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
