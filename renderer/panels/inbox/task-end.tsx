import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { WaitId } from '../../../engine/base/ids.ts';
import type { TaskView } from '../../../engine/contract/runs.ts';
import type { WaitSubject } from '../../../engine/trace/trace-row.ts';
import { useStudio, useStudioStore } from '../../state/studio.ts';
import { formatDate } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { actorName, capital } from '../run-details/actor-name.ts';
import { answerFields } from './answer-fields.ts';
import styles from './task-page.module.css';
import { tasksOf } from './whose-task.ts';

interface TaskEndProps {
  readonly waitId: WaitId;
  readonly end: NonNullable<TaskView['end']>;
  readonly subject: Extract<WaitSubject, { kind: 'human' }>;
}

/** How a task ended, what was written here and never sent, and the way to the next one. */
export function TaskEnd({ waitId, end, subject }: TaskEndProps) {
  const nowUs = useNowUs(true, 30_000);
  const next = useStudio(({ inbox, inboxView, facts }) => tasksOf(inbox ?? [], inboxView, facts)[0] ?? null);
  const openTask = useStudio(studio => studio.openTask);
  return (
    <section className={styles.answer} aria-label="How it ended" role="status">
      <p className={styles.end}>
        <IconCircleCheck size={18} aria-hidden />
        <span>{`${endWords(end)}, ${formatDate(end.atUs, { nowUs })}.`}</span>
      </p>
      {end.comment !== null && <blockquote className={styles.comment}>{end.comment}</blockquote>}
      <Unsent waitId={waitId} subject={subject} />
      {next !== null && (
        <div>
          <Button variant="default" onClick={() => openTask(next.wait.waitId)}>
            Next task
          </Button>
        </div>
      )}
    </section>
  );
}

function endWords({ how, by, answer }: NonNullable<TaskView['end']>): string {
  switch (how) {
    case 'resolved':
      return answer === null ? `${capital(actorName(by))} answered this` : `${capital(actorName(by))} answered “${answer}”`;
    case 'timed_out':
      return 'The time for this was up, and nobody answered';
    case 'cancelled':
      return `${capital(actorName(by))} stopped the run before this was answered`;
    case 'matched':
      return 'An event ended this';
    default:
      return neverHere(how);
  }
}

/** What was typed before somebody else was first. */
function Unsent({ waitId, subject }: Omit<TaskEndProps, 'end'>) {
  const draft = useStudio(studio => studio.answerDrafts[waitId]);
  const draftAnswer = useStudio(studio => studio.draftAnswer);
  const store = useStudioStore();
  if (draft === undefined) return null;
  const typed = answerFields(subject.form).flatMap(({ name, label }) => {
    const value = draft.typed[name];
    return value === undefined || value === null || value === ''
      ? []
      : [`${label}: ${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
  const text = [...typed, ...(draft.comment === '' ? [] : [draft.comment])].join('\n');
  if (text === '') return null;
  return (
    <div className={styles.unsent}>
      <p className={styles.unsentTitle}>What you wrote was not sent. It stays here until you throw it away.</p>
      <pre className={styles.unsentText}>{text}</pre>
      <div className={styles.tools}>
        <Button variant="default" size="compact-sm" onClick={() => void store.getState().copyText(text, 'What you wrote')}>
          Copy it
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => draftAnswer(waitId, null)}>
          Throw it away
        </Button>
      </div>
    </div>
  );
}
