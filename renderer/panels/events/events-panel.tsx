import { IconBroadcast } from '@tabler/icons-react';
import { useState } from 'react';
import { pageTab } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import type { Panel } from '../panel.ts';
import styles from './events.module.css';
import { EVENT_VIEWS, EVENTS_PAGE_ID, eventsTab, type EventView } from './events-tab.ts';
import { EventsView } from './events-view.tsx';

export const EVENTS_PANEL: Panel = { id: 'events', title: 'Events', icon: IconBroadcast, place: 'bottom', View: EventsPanel };
export const EVENTS_PAGE: Panel = { id: EVENTS_PAGE_ID, title: 'Events', icon: IconBroadcast, place: 'page', View: EventsPage };

/** What crosses the bus, beneath the drawing. */
function EventsPanel() {
  const [view, setView] = useState<EventView>('bus');
  return <EventsView view={view} onView={setView} />;
}

/** The same on a page of its own, whose address says what of it is shown. */
function EventsPage({ subject }: { subject: string }) {
  const replaceTab = useStudio(studio => studio.replaceTab);
  const view = EVENT_VIEWS.find(one => one === subject) ?? 'bus';
  return (
    <article className={styles.page} aria-label="Events" data-place="events">
      <EventsView view={view} onView={next => replaceTab(pageTab(EVENTS_PAGE_ID, subject, '').id, eventsTab(next))} />
    </article>
  );
}
