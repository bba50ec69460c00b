import { IconChecklist, IconInbox } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';
import { isTaskInFront } from './task-tab.ts';
import { tasksOf } from './whose-task.ts';

/** What can be done with tasks from anywhere in the window. */
export const INBOX_COMMANDS: readonly Command[] = [
  {
    id: 'inbox.open',
    title: 'Open the inbox',
    group: 'Window',
    icon: IconInbox,
    keys: ['Ctrl+Alt+I'],
    place: 'window',
    when: () => true,
    run: studio => studio.showSide('inbox'),
  },
  {
    id: 'inbox.next',
    title: 'Next task that waits',
    group: 'Window',
    icon: IconChecklist,
    keys: ['Ctrl+Alt+N'],
    place: 'window',
    when: studio => (studio.inbox?.length ?? 0) > 0,
    run: studio => {
      const tasks = tasksOf(studio.inbox ?? [], studio.inboxView, studio.facts);
      const at = tasks.findIndex(({ wait }) => isTaskInFront(studio.desk, wait.waitId));
      const next = tasks[(at + 1) % Math.max(1, tasks.length)];
      if (next !== undefined) studio.openTask(next.wait.waitId);
    },
  },
];
