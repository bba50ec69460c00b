import { IconBroadcast, IconSend } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';
import { eventsTab } from './events-tab.ts';

/** What can be done with the bus from anywhere in the window. */
export const EVENTS_COMMANDS: readonly Command[] = [
  {
    id: 'events.open',
    title: 'Events: what crosses the bus, and who waits for what',
    group: 'Window',
    icon: IconBroadcast,
    keys: ['Ctrl+Alt+E'],
    place: 'window',
    when: () => true,
    run: studio => studio.openTab(eventsTab('bus')),
  },
  {
    id: 'events.sample',
    title: 'Send a sample event',
    group: 'Run',
    icon: IconSend,
    keys: [],
    place: 'window',
    when: () => true,
    run: studio => studio.askSample({ product: null, eventType: null, payload: null, isReplay: false }),
  },
];
