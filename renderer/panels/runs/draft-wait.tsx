import { Button, Textarea } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useState } from 'react';
import type { JsonObject } from '../../../engine/base/json.ts';
import type { Wait, WaitSubject } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import { formatInstant } from '../../ui/format-date.ts';
import { parsePayload, sampleOf } from '../events/sample-event.ts';
import { answerFields, answerOf } from '../inbox/answer-fields.ts';
import { AnswerForm } from '../inbox/answer-form.tsx';
import { TaskCard } from '../inbox/task-card.tsx';
import styles from '../inbox/wait-card.module.css';

/** What a draft waits for, and the ways not to wait: any answer, a sample of the event, or time moved on to the deadline. */
export function DraftWait({ wait }: { wait: Wait }) {
  const { subject } = wait;
  return (
    <>
      {subject.kind === 'human' ? (
        <TaskCard waitId={wait.waitId} subject={subject} inDraft />
      ) : (
        <SampleCard key={wait.waitId} wait={wait} subject={subject} />
      )}
      {wait.deadlineAtUs !== null && <SkipWait wait={wait} deadlineAtUs={wait.deadlineAtUs} />}
    </>
  );
}

function SkipWait({ wait, deadlineAtUs }: { wait: Wait; deadlineAtUs: number }) {
  const skipWait = useStudio(studio => studio.skipWait);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const skip = async () => {
    setBusy(true);
    setTrouble(await skipWait(wait.waitId));
    setBusy(false);
  };
  return (
    <section className={styles.card} aria-label="Skip the wait">
      <p className={styles.note}>
        In a draft you need not wait. Time can be moved on to the deadline, {formatInstant(deadlineAtUs)}: the step then times out now, and
        the trace says that it was skipped.
      </p>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <div className={styles.answers}>
        <Button variant="default" loading={busy} leftSection={<IconPlayerTrackNext size={16} />} onClick={() => void skip()}>
          Skip to the deadline
        </Button>
      </div>
    </section>
  );
}

function SampleCard({ wait, subject }: { wait: Wait; subject: Extract<WaitSubject, { kind: 'event' }> }) {
  const products = useStudio(studio => studio.catalog?.products ?? null);
  const giveSample = useStudio(studio => studio.giveSample);
  const sample = sampleOf(products ?? [], subject.eventType);
  const fields = answerFields(sample.schema).map(field => ({ ...field, initial: initialOf(field.name, sample.example) ?? field.initial }));
  const [typed, setTyped] = useState<JsonObject>({});
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const asJson = fields.length === 0 || text !== null;

  const payloadOf = () => {
    if (asJson) return parsePayload(text ?? JSON.stringify(sample.example));
    const { answer, unread } = answerOf(
      // Lists and records of the example are shown as JSON, and read back as such.
      fields.map(field => (field.input.kind === 'json' ? { ...field, initial: jsonText(field.initial) } : field)),
      typed,
    );
    return unread.length > 0 ? { problem: `${unread.join(' and ')} must be JSON.` } : { payload: answer };
  };
  const send = async () => {
    const read = payloadOf();
    if ('problem' in read) {
      setTrouble(read.problem);
      return;
    }
    setBusy(true);
    setTrouble(await giveSample({ waitId: wait.waitId, product: sample.product, eventType: subject.eventType, payload: read.payload }));
    setBusy(false);
  };
  return (
    <section className={styles.card} aria-label={`Waiting for ${subject.eventType}`}>
      <h3 className={styles.title}>Waiting for {subject.eventType}</h3>
      {subject.match !== null && (
        <p className={styles.ask}>
          It must match <code className="mono">{subject.match}</code>
        </p>
      )}
      {asJson ? (
        <Textarea
          label="Payload of the sample, as JSON"
          value={text ?? JSON.stringify(sample.example, null, 2)}
          autosize
          minRows={3}
          maxRows={14}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
          onChange={event => setText(event.currentTarget.value)}
        />
      ) : (
        <AnswerForm
          fields={fields.map(field => (field.input.kind === 'json' ? { ...field, initial: jsonText(field.initial) } : field))}
          typed={typed}
          problems={[]}
          onType={(name, value) => {
            setTyped({ ...typed, [name]: value });
            setTrouble(null);
          }}
        />
      )}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <div className={styles.answers}>
        <Button loading={busy} onClick={() => void send()}>
          Give this draft the sample
        </Button>
        {!asJson && (
          <Button variant="default" disabled={busy} onClick={() => setText(JSON.stringify(sample.example, null, 2))}>
            Write it as JSON
          </Button>
        )}
        <p className={styles.note}>Nobody else is told of it: no other run, no flow that such an event starts.</p>
      </div>
    </section>
  );
}

const initialOf = (name: string, example: JsonObject) => (Object.hasOwn(example, name) ? example[name] : undefined);

const jsonText = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value));
