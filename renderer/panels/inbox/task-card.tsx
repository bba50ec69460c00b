import { Button } from '@mantine/core';
import type { WaitId } from '../../../engine/base/ids.ts';
import type { WaitSubject } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import { actorName, capital } from '../run-details/actor-name.ts';
import { useStepNames } from '../runs/step-names.ts';
import { ShownValues } from './shown-values.tsx';
import { TaskForm, useIsMine } from './task-form.tsx';
import { isTaskInFront } from './task-tab.ts';
import styles from './wait-card.module.css';

/** A human task beside its flow: what is asked, what to decide on, the form, and a button for each answer. */
export function TaskCard(props: {
  waitId: WaitId;
  subject: Extract<WaitSubject, { kind: 'human' }>;
  /** Of a draft: whoever tries it may answer for whoever is asked. */
  inDraft?: boolean;
}) {
  const { waitId, subject, inDraft = false } = props;
  const isInFront = useStudio(studio => isTaskInFront(studio.desk, waitId));
  const openTask = useStudio(studio => studio.openTask);
  const isMine = useIsMine(subject.assignee);
  const titleOf = useStepNames();
  if (isInFront) return <p className={styles.note}>This step waits for the answer on the page in front.</p>;
  return (
    <section className={styles.card} aria-label={isMine ? 'Your answer is needed' : 'An answer is needed'}>
      <div className={styles.head}>
        <h3 className={styles.title}>{isMine ? 'Your answer is needed' : `${capital(actorName(subject.assignee))} is asked`}</h3>
        <Button variant="subtle" size="compact-xs" onClick={() => openTask(waitId)}>
          Open as a page
        </Button>
      </div>
      <p className={styles.ask}>{subject.description === '' ? 'No description was given.' : subject.description}</p>
      <ShownValues shown={subject.show} titleOf={titleOf} />
      <TaskForm waitId={waitId} subject={subject} inDraft={inDraft} />
    </section>
  );
}
