import { IconBrain, IconChartBar, IconListDetails, IconReportMoney, IconTerminal2 } from '@tabler/icons-react';
import type { Command } from '../../commands/command.ts';
import { pageTab } from '../../state/desk.ts';
import { NEW_QUESTION } from '../../state/observatory-slice.ts';
import type { Studio } from '../../state/studio.ts';

const always = (): boolean => true;
const open =
  (subject: string, title: string) =>
  (studio: Studio): void =>
    studio.openTab(pageTab('observatory-page', subject, title));

/** Ways to memory and to the places of the Observatory. */
export const OBSERVATORY_COMMANDS: readonly Command[] = [
  {
    id: 'memory.show',
    title: 'What Sage remembers',
    group: 'Window',
    icon: IconBrain,
    keys: [],
    place: 'window',
    when: always,
    run: studio => studio.showSide('memory'),
  },
  {
    id: 'observatory.charts',
    title: 'Charts of cost, cache and failures',
    group: 'Window',
    icon: IconChartBar,
    keys: [],
    place: 'window',
    when: always,
    run: open('charts', 'Charts'),
  },
  {
    id: 'observatory.ledger',
    title: 'Search the ledger',
    group: 'Window',
    icon: IconReportMoney,
    keys: [],
    place: 'window',
    when: always,
    run: open('ledger', 'Ledger'),
  },
  {
    id: 'observatory.trace',
    title: 'Search the trace',
    group: 'Window',
    icon: IconListDetails,
    keys: [],
    place: 'window',
    when: always,
    run: open('trace', 'Trace'),
  },
  {
    id: 'observatory.ask',
    title: 'Ask a question in SQL',
    group: 'Window',
    icon: IconTerminal2,
    keys: [],
    place: 'window',
    when: always,
    run: open(`question ${NEW_QUESTION}`, 'New question'),
  },
];
