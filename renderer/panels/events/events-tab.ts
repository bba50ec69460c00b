import { pageTab, type Tab } from '../../state/desk.ts';

/** The parts of the page of events, in the order of its switch. */
export const EVENT_VIEWS = ['bus', 'waiting', 'dead', 'refused'] as const;
export type EventView = (typeof EVENT_VIEWS)[number];

export const EVENTS_PAGE_ID = 'bus';

/** The tab of what crosses the bus: `#/bus/dead`. */
export const eventsTab = (view: EventView): Tab => pageTab(EVENTS_PAGE_ID, view, 'Events');
