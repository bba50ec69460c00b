import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { WaitSubject } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import styles from '../inbox/wait-card.module.css';
import { parsePayload, sampleOf } from './sample-event.ts';

/** A run that waits for an event: which one, and a sample of it to send. */
export function EventCard({ subject }: { subject: Extract<WaitSubject, { kind: 'event' }> }) {
  const products = useStudio(studio => studio.catalog?.products ?? null);
  return (
    <section className={styles.card} aria-label={`Waiting for ${subject.eventType}`}>
      <h3 className={styles.title}>Waiting for {subject.eventType}</h3>
      {subject.match !== null && (
        <p className={styles.ask}>
          It must match <code className="mono">{subject.match}</code>
        </p>
      )}
      {products !== null && <SampleForm eventType={subject.eventType} />}
    </section>
  );
}

function SampleForm({ eventType }: { eventType: string }) {
  const products = useStudio(studio => studio.catalog?.products);
  const sendEvent = useStudio(studio => studio.sendEvent);
  const sample = sampleOf(products ?? [], eventType);
  const [text, setText] = useState(() => JSON.stringify(sample.example, null, 2));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const send = async () => {
    const parsed = parsePayload(text);
    if ('problem' in parsed) {
      setTrouble(parsed.problem);
      return;
    }
    setBusy(true);
    setTrouble(await sendEvent({ product: sample.product, eventType, payload: parsed.payload }));
    setBusy(false);
  };

  return (
    <>
      <Textarea
        label="Payload of a sample"
        description={`As ${sample.productTitle} would send it; change what you need.`}
        value={text}
        autosize
        minRows={3}
        maxRows={14}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
        error={trouble}
        onChange={event => {
          setText(event.currentTarget.value);
          setTrouble(null);
        }}
      />
      <div className={styles.answers}>
        <Button loading={busy} onClick={() => void send()}>
          Send a sample event
        </Button>
      </div>
    </>
  );
}
