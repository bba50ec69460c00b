import { IconHistory, IconListCheck, IconListSearch, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';

/** What can be done with runs, by key, finder and buttons alike. */
export const RUN_COMMANDS: readonly Command[] = [
  {
    id: 'run.start',
    title: 'Run the draft on the picked packet',
    group: 'Run',
    icon: IconPlayerPlay,
    keys: ['Ctrl+Enter'],
    place: 'window',
    when: studio => studio.openFlow !== null && !studio.starting,
    run: studio => void studio.startRun(),
  },
  {
    id: 'run.plan',
    title: 'Plan the run: what is reused, what will run, and why',
    group: 'Run',
    icon: IconListCheck,
    keys: ['Ctrl+Alt+Enter'],
    place: 'window',
    when: studio => studio.openFlow !== null,
    run: studio => void studio.planRun(),
  },
  {
    id: 'run.stop',
    title: 'Stop the run',
    group: 'Run',
    icon: IconPlayerStop,
    keys: ['Ctrl+.'],
    place: 'window',
    when: studio => studio.shownRun?.run?.endedAtUs === null,
    run: studio => void studio.stopRun(),
  },
  {
    id: 'run.all',
    title: 'Runs of all flows',
    group: 'Run',
    icon: IconListSearch,
    keys: ['Ctrl+Alt+R'],
    place: 'window',
    when: () => true,
    run: studio => studio.openRuns({}),
  },
  {
    id: 'run.page',
    title: 'Open the shown run on a page of its own',
    group: 'Run',
    icon: IconHistory,
    keys: [],
    place: 'window',
    when: studio => studio.shownRun !== null,
    run: studio => {
      if (studio.shownRun !== null) studio.openRun(studio.shownRun.runId);
    },
  },
];
