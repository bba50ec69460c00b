import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import type { SampleWish } from '../../state/events-slice.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './events.module.css';
import { PayloadForm } from './payload-form.tsx';
import { sampleEvents, sampleOf } from './sample-event.ts';

/** Sends an event by hand: one from a product's example, or one that came before, as a new one. */
export function SampleDialog() {
  const wish = useStudio(studio => studio.sampleWish);
  const askSample = useStudio(studio => studio.askSample);
  return (
    <Modal
      opened={wish !== null}
      onClose={() => askSample(null)}
      size={560}
      title={wish?.isReplay === true ? 'Send this event again as a new one' : 'Send a sample event'}
    >
      {wish !== null && <SampleForm wish={wish} onClose={() => askSample(null)} />}
    </Modal>
  );
}

function SampleForm({ wish, onClose }: { wish: SampleWish; onClose: () => void }) {
  const products = useStudio(studio => studio.catalog?.products) ?? NONE;
  const sendEvent = useStudio(studio => studio.sendEvent);
  const awaited = useStudio(studio => studio.bus?.awaited ?? null);
  const samples = sampleEvents(products);
  const [eventType, setEventType] = useState(wish.eventType ?? samples[0]?.eventType ?? '');
  const sample = sampleOf(products, eventType);
  const [payload, setPayload] = useState<JsonObject>(wish.payload ?? sample.example);
  const [unread, setUnread] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const product = wish.product ?? sample.product;
  const schema = products.find(one => one.product === product)?.events[eventType]?.payload ?? null;
  const change = useCallback((next: JsonObject) => {
    setPayload(next);
    setTrouble(null);
  }, []);
  const waiting = awaited?.filter(({ wait }) => wait.subject.kind === 'event' && wait.subject.eventType === eventType).length ?? 0;

  const send = async () => {
    if (unread !== null) {
      setTrouble(unread);
      return;
    }
    // The door would refuse such an event of a product, so a sample of it would show what never happens.
    if (schema !== null && schemaProblems(schema, payload).length > 0) {
      setTrouble('The payload does not fit what the product says of this event. Put right what is marked, then send it.');
      return;
    }
    setBusy(true);
    const refusal = await sendEvent({ product, eventType, payload });
    setBusy(false);
    if (refusal === null) onClose();
    else setTrouble(refusal);
  };

  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      {wish.eventType === null ? (
        <Select
          label="Event"
          searchable
          allowDeselect={false}
          data={samples.map(one => ({ value: one.eventType, label: `${one.productTitle}: ${one.title}` }))}
          value={eventType}
          data-autofocus
          nothingFoundMessage="No product of this workspace sends such an event."
          onChange={next => {
            if (next === null) return;
            setEventType(next);
            setPayload(sampleOf(products, next).example);
            setUnread(null);
            setTrouble(null);
          }}
        />
      ) : (
        <Text>
          {sample.productTitle}: {sample.title} <span className={`mono ${styles.quiet ?? ''}`}>{eventType}</span>
        </Text>
      )}
      <Text className={styles.quiet ?? ''}>
        {wish.isReplay
          ? 'It gets an id and a key of its own, so whatever waits for it, or is started by it, takes it as news. Change what you need.'
          : 'It is put on the bus as if the product had sent it just now. Change what you need.'}
        {waiting > 0 && ` ${waiting === 1 ? 'One run waits' : `${String(waiting)} runs wait`} for such an event.`}
      </Text>
      <PayloadForm key={eventType} schema={schema} payload={payload} onChange={change} onUnread={setUnread} />
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" loading={busy} disabled={eventType === ''}>
          {wish.isReplay ? 'Send as a new event' : 'Send the sample'}
        </Button>
      </Group>
    </form>
  );
}

const NONE = [] as const;
