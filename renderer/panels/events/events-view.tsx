import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { BUS_LISTED, type Bus } from '../../state/events-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { TryAgain } from '../../ui/try-again.tsx';
import { actorName } from '../run-details/actor-name.ts';
import { AwaitedList } from './awaited-list.tsx';
import { BUS_WAYS, busLines, eventTitle, type BusWay } from './bus-lines.ts';
import { BusList } from './bus-list.tsx';
import styles from './events.module.css';
import { RefusedList } from './refused-list.tsx';
import { EVENT_VIEWS, type EventView } from './events-tab.ts';

/** What crosses the bus, who waits for what, what was given up and what was refused; fresh as long as it is shown. */
export function EventsView({ view, onView }: { view: EventView; onView: (view: EventView) => void }) {
  const bus = useStudio(studio => studio.bus);
  const trouble = useStudio(studio => studio.busTrouble);
  const readBus = useStudio(studio => studio.readBus);
  const watchBus = useStudio(studio => studio.watchBus);
  const askSample = useStudio(studio => studio.askSample);
  const connection = useStudio(studio => studio.connection);
  useEffect(() => (connection === 'open' ? watchBus() : undefined), [watchBus, connection]);
  if (bus === null && trouble !== null) return <TryAgain sentence={trouble} onPress={() => void readBus()} />;
  if (bus === null) return <LateSkeleton lines={5} />;
  return (
    <div className={styles.view}>
      <div className={styles.head}>
        <SegmentedControl
          size="xs"
          aria-label="What of the bus is shown"
          data={EVENT_VIEWS.map(one => ({ value: one, label: viewWords(one, bus) }))}
          value={view}
          onChange={next => onView(EVENT_VIEWS.find(one => one === next) ?? 'bus')}
        />
        <span className={styles.gap} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconSend size={14} />}
          onClick={() => askSample({ product: null, eventType: null, payload: null, isReplay: false })}
        >
          Send a sample…
        </Button>
      </div>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble} What is listed may be out of date.
        </p>
      )}
      {view === 'bus' && <BusPart bus={bus} />}
      {view === 'waiting' && <AwaitedList bus={bus} />}
      {view === 'dead' && (
        <BusList
          lines={busLines({ received: [], sent: bus.dead }, 'out', '')}
          empty="Nothing was given up. What a product does not take within about three hours is listed here, to be sent again."
        />
      )}
      {view === 'refused' && <RefusedList refused={bus.rejected} />}
    </div>
  );
}

function viewWords(view: EventView, bus: Bus): string {
  switch (view) {
    case 'bus':
      return 'Bus';
    case 'waiting':
      return `Waiting ${formatCount(bus.awaited.length)}`;
    case 'dead':
      return `Dead letters ${formatCount(bus.dead.length)}`;
    case 'refused':
      return `Refused ${formatCount(bus.rejected.reduce((sum, { count }) => sum + count, 0))}`;
  }
}

const WAY_WORDS: Readonly<Record<BusWay, string>> = { all: 'In and out', in: 'In', out: 'Out' };

function BusPart({ bus }: { bus: Bus }) {
  const filter = useStudio(studio => studio.busFilter);
  const filterBus = useStudio(studio => studio.filterBus);
  const products = useStudio(studio => studio.catalog?.products ?? null);
  const [way, setWay] = useState<BusWay>('all');
  const [words, setWords] = useState('');
  const lines = busLines(bus, way, words);
  const types = (products ?? [])
    .filter(({ product }) => filter.product === null || product === filter.product)
    .flatMap(({ events }) => Object.keys(events));
  const known = [...new Set([...types, ...(filter.eventType === null ? [] : [filter.eventType])])];
  const isNarrowed = filter.product !== null || filter.eventType !== null || way !== 'all' || words !== '';
  return (
    <>
      <div className={styles.filters} role="search" aria-label="Events to list">
        <SegmentedControl
          size="xs"
          aria-label="Direction"
          data={BUS_WAYS.map(one => ({ value: one, label: WAY_WORDS[one] }))}
          value={way}
          onChange={next => setWay(BUS_WAYS.find(one => one === next) ?? 'all')}
        />
        <Select
          aria-label="Product"
          placeholder="All products"
          clearable
          data={(products ?? []).map(({ product, title }) => ({ value: product, label: title }))}
          value={filter.product}
          onChange={product => filterBus({ product, eventType: null })}
        />
        <Select
          aria-label="Event type"
          placeholder="All types"
          clearable
          searchable
          data={known.map(value => ({ value, label: eventTitle(products ?? [], value) }))}
          value={filter.eventType}
          onChange={eventType => filterBus({ ...filter, eventType })}
        />
        <TextInput
          aria-label="Words in an event"
          placeholder="Find in events"
          value={words}
          onChange={event => setWords(event.currentTarget.value)}
        />
      </div>
      <BusList
        lines={lines}
        empty={
          isNarrowed
            ? 'No event fits what you look for.'
            : 'Nothing has crossed the bus yet. Products send events to this workspace, and steps send events to products; each is listed here.'
        }
      />
      {(bus.received.length === BUS_LISTED || bus.sent.length === BUS_LISTED) && (
        <p className={styles.quiet}>
          The newest {formatCount(BUS_LISTED)} of each direction are listed. Choose a product or a type to see older ones.
        </p>
      )}
      {products !== null && filter.product !== null && !products.some(({ product }) => product === filter.product) && (
        <p className={styles.quiet}>{actorName(`product:${filter.product}`)} is not registered here.</p>
      )}
    </>
  );
}
