import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { WaitId } from '../../../engine/base/ids.ts';
import type { WaitSubject } from '../../../engine/trace/trace-row.ts';
import { NO_DRAFT, type AnswerTrouble } from '../../state/inbox-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { actorName, capital } from '../run-details/actor-name.ts';
import { ValueView } from '../run-details/value-view.tsx';
import { useStepNames } from '../runs/step-names.ts';
import { answerFields, answerOf } from './answer-fields.ts';
import { AnswerForm } from './answer-form.tsx';
import { shownLabel } from './shown-label.ts';
import styles from './wait-card.module.css';

/** A human task in the window: what is asked, what to decide on, the form, and a button for each answer. */
export function TaskCard({ waitId, subject }: { waitId: WaitId; subject: Extract<WaitSubject, { kind: 'human' }> }) {
  const draft = useStudio(studio => studio.answerDrafts[waitId] ?? NO_DRAFT);
  const draftAnswer = useStudio(studio => studio.draftAnswer);
  const answerTask = useStudio(studio => studio.answerTask);
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<AnswerTrouble | null>(null);
  const facts = useStudio(studio => studio.facts);
  const titleOf = useStepNames();
  const mine = facts === null || facts.me === subject.assignee || facts.roles.includes(subject.assignee);
  const fields = answerFields(subject.form);

  const send = async (outcome: string) => {
    const { answer, unread } = answerOf(fields, draft.typed);
    if (unread.length > 0) {
      setTrouble({ sentence: `${unread.join(' and ')} must be JSON.`, problems: [] });
      return;
    }
    setBusy(outcome);
    setTrouble(await answerTask({ waitId, outcome, comment: draft.comment === '' ? null : draft.comment, answer }));
    setBusy(null);
  };

  return (
    <section className={styles.card} aria-label={mine ? 'Your answer is needed' : 'An answer is needed'}>
      <h3 className={styles.title}>{mine ? 'Your answer is needed' : `${capital(actorName(subject.assignee))} is asked`}</h3>
      <p className={styles.ask}>{subject.description === '' ? 'No description was given.' : subject.description}</p>
      {subject.show.map(({ expression, value }) => (
        <details key={expression} className={styles.shown} open>
          <summary title={expression}>{shownLabel(expression, titleOf) ?? <code className="mono">{expression}</code>}</summary>
          <ValueView of={value} />
        </details>
      ))}
      <AnswerForm
        fields={fields}
        typed={draft.typed}
        problems={trouble?.problems ?? []}
        onType={(name, value) => draftAnswer(waitId, { ...draft, typed: { ...draft.typed, [name]: value } })}
      />
      <Textarea
        label="Comment"
        placeholder="Optional; kept in the trace"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        value={draft.comment}
        onChange={event => draftAnswer(waitId, { ...draft, comment: event.currentTarget.value })}
      />
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble.sentence}
        </p>
      )}
      <div className={styles.answers}>
        {subject.outcomes.map((outcome, index) => (
          <Button
            key={outcome.id}
            variant={index === 0 ? 'filled' : 'default'}
            loading={busy === outcome.id}
            disabled={busy !== null && busy !== outcome.id}
            onClick={() => void send(outcome.id)}
          >
            {outcome.label}
          </Button>
        ))}
      </div>
      <p className={styles.note}>
        {mine
          ? `Asked of ${actorName(subject.assignee)}. The run goes on with the answer.`
          : `You may not answer for ${actorName(subject.assignee)}; the run waits until somebody does who may.`}
      </p>
    </section>
  );
}
