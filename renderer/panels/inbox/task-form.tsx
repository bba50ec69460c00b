import { Button, Textarea } from '@mantine/core';
import { useId, useState } from 'react';
import type { WaitId } from '../../../engine/base/ids.ts';
import type { WaitSubject } from '../../../engine/trace/trace-row.ts';
import { NO_DRAFT, type AnswerTrouble } from '../../state/inbox-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { actorName } from '../run-details/actor-name.ts';
import { answerFields, answerOf } from './answer-fields.ts';
import { AnswerForm } from './answer-form.tsx';
import styles from './wait-card.module.css';
import { whyNotAnswer } from './why-not-answer.ts';

interface TaskFormProps {
  readonly waitId: WaitId;
  readonly subject: Extract<WaitSubject, { kind: 'human' }>;
  readonly onAnswered?: () => void;
  /** Of a draft: whoever tries it may answer for whoever is asked. */
  readonly inDraft?: boolean;
}

/** The form of a human task, a comment, and a button for each answer; where they cannot be pressed, why. */
export function TaskForm({ waitId, subject, onAnswered, inDraft = false }: TaskFormProps) {
  const draft = useStudio(studio => studio.answerDrafts[waitId] ?? NO_DRAFT);
  const draftAnswer = useStudio(studio => studio.draftAnswer);
  const answerTask = useStudio(studio => studio.answerTask);
  const connection = useStudio(studio => studio.connection);
  const isMine = useIsMine(subject.assignee);
  const standsIn = inDraft && !isMine;
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<AnswerTrouble | null>(null);
  const noteId = useId();
  const fields = answerFields(subject.form);
  const why = whyNotAnswer({ assignee: subject.assignee, isMine: isMine || standsIn, connection, fields, typed: draft.typed });

  const send = async (outcome: string) => {
    const { answer, unread } = answerOf(fields, draft.typed);
    if (unread.length > 0) {
      setTrouble({ sentence: `${unread.join(' and ')} must be JSON.`, problems: [] });
      return;
    }
    setBusy(outcome);
    const refusal = await answerTask({
      waitId,
      outcome,
      comment: draft.comment === '' ? null : draft.comment,
      answer,
      ...(standsIn && { inDraft: true }),
    });
    setTrouble(refusal);
    setBusy(null);
    if (refusal === null) onAnswered?.();
  };

  return (
    <>
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
        {subject.outcomes.map((outcome, index) => {
          const isStopped = why !== null || (busy !== null && busy !== outcome.id);
          return (
            <Button
              key={outcome.id}
              variant={index === 0 ? 'filled' : 'default'}
              loading={busy === outcome.id}
              // Not disabled outright: a screen reader comes to it and hears why it cannot be pressed.
              {...(isStopped ? { 'data-disabled': true, 'aria-disabled': true } : {})}
              aria-describedby={noteId}
              onClick={() => {
                if (!isStopped) void send(outcome.id);
              }}
            >
              {outcome.label}
            </Button>
          );
        })}
        <p id={noteId} className={styles.note} data-stopped={why !== null || undefined}>
          {why ??
            (standsIn
              ? `This is a draft: you answer as ${actorName(subject.assignee)}.`
              : `Asked of ${actorName(subject.assignee)}. The run goes on with the answer.`)}
        </p>
      </div>
    </>
  );
}

/** Whether the person may answer for the one who is asked. */
export const useIsMine = (assignee: string): boolean =>
  useStudio(({ facts }) => facts === null || facts.me === assignee || facts.roles.some(role => role === assignee));
