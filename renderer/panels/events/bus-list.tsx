import { Button, Group, Modal, Text } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { EventReceived, EventSent } from '../../../engine/contract/events.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { actorName } from '../run-details/actor-name.ts';
import { JsonView } from '../run-details/json-view.tsx';
import { eventTitle, type BusLine } from './bus-lines.ts';
import { receivedWords, sentWords } from './bus-words.ts';
import styles from './events.module.css';

const SHOWN_AT_FIRST = 100;

/** Events, newest first; each unfolds to what it says and what can be done with it. */
export function BusList({ lines, empty }: { lines: readonly BusLine[]; empty: string }) {
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  const nowUs = useNowUs(true, 10_000);
  if (lines.length === 0) return <EmptyState sentence={empty} />;
  return (
    <ol className={styles.list} aria-label="Events">
      {lines.slice(0, most).map(line => (
        <li key={line.key}>
          <BusRow line={line} nowUs={nowUs} />
        </li>
      ))}
      {lines.length > most && (
        <li>
          <Button variant="subtle" size="compact-sm" onClick={() => setMost(most + SHOWN_AT_FIRST)}>
            Show more ({formatCount(lines.length - most)})
          </Button>
        </li>
      )}
    </ol>
  );
}

function BusRow({ line, nowUs }: { line: BusLine; nowUs: number }) {
  const products = useStudio(studio => studio.catalog?.products ?? null);
  const { event } = line.way === 'in' ? line.received : line.sent;
  const Arrow = line.way === 'in' ? IconArrowDownLeft : IconArrowUpRight;
  const isDead = line.way === 'out' && line.sent.status === 'dead';
  return (
    <details className={styles.event}>
      <summary className={styles.summary}>
        <span className={styles.way} data-way={line.way}>
          <Arrow size={15} aria-hidden />
          {line.way === 'in' ? 'In' : 'Out'}
        </span>
        <span className={styles.what}>
          <span className={styles.name}>{eventTitle(products ?? [], event.event_type)}</span>
          <span className={styles.second}>
            {actorName(`product:${event.product}`)} <span className="mono">{event.event_type}</span>
          </span>
        </span>
        <span className={styles.fate} data-dead={isDead || undefined}>
          {line.way === 'in' ? receivedWords(line.received) : sentWords(line.sent, nowUs)}
        </span>
        <span className={styles.when} title={formatInstant(line.atUs)}>
          {formatDate(line.atUs, { nowUs })}
        </span>
      </summary>
      <div className={styles.body}>
        {line.way === 'in' ? <ReceivedTools received={line.received} /> : <SentTools sent={line.sent} />}
        <JsonView value={event.payload} />
        <p className={styles.quiet}>
          Event <span className="mono">{event.event_id}</span>, key <span className="mono">{event.idempotency_key}</span>, happened{' '}
          {formatInstant(Date.parse(event.occurred_at) * 1000)}
        </p>
      </div>
    </details>
  );
}

function ReceivedTools({ received: { event, takenBy } }: { received: EventReceived }) {
  const askSample = useStudio(studio => studio.askSample);
  const openRun = useStudio(studio => studio.openRun);
  return (
    <div className={styles.tools}>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => askSample({ product: event.product, eventType: event.event_type, payload: event.payload, isReplay: true })}
      >
        Send it again as a new event…
      </Button>
      {takenBy.slice(0, 5).map((runId, index) => (
        <Button key={runId} size="compact-sm" variant="subtle" onClick={() => openRun(runId)}>
          {takenBy.length === 1 ? 'Open the run that took it' : `Open run ${String(index + 1)} that took it`}
        </Button>
      ))}
    </div>
  );
}

function SentTools({ sent: { event, runId, status } }: { sent: EventSent }) {
  const openRun = useStudio(studio => studio.openRun);
  const redeliver = useStudio(studio => studio.redeliver);
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.tools}>
      {status === 'dead' && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          Send it again…
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={() => openRun(runId)}>
        Open the run that sent it
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Send this event again?">
        <Text>
          {`${actorName(`product:${event.product}`)} gets the very same event under the same id. If it had it before after all, it knows it by that id. It is tried for about three hours, as at first.`}
        </Text>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={() => setAsking(false)}>
            Leave it
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              setAsking(false);
              void redeliver(event.event_id);
            }}
          >
            Send it again
          </Button>
        </Group>
      </Modal>
    </div>
  );
}
