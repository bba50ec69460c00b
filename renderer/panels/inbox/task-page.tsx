import { Button } from '@mantine/core';
import { IconAlarm, IconChecklist, IconRoute, IconUserShare } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { WaitId } from '../../../engine/base/ids.ts';
import type { TaskView } from '../../../engine/contract/runs.ts';
import { useRead } from '../../bridge/use-read.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { TryAgain } from '../../ui/try-again.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { actorName } from '../run-details/actor-name.ts';
import { deadlineWords } from './deadline-words.ts';
import { ReassignDialog } from './reassign-dialog.tsx';
import { ShownValues } from './shown-values.tsx';
import { TaskEnd } from './task-end.tsx';
import { TaskForm, useIsMine } from './task-form.tsx';
import styles from './task-page.module.css';
import { TASK_PAGE_ID, taskTab } from './task-tab.ts';

export const TASK_PAGE: Panel = { id: TASK_PAGE_ID, title: 'Task', icon: IconChecklist, place: 'page', View: TaskPage };

/** One human task, to be decided on: what it is about first, then the answers; how it ended, when it is over. */
function TaskPage({ subject }: { subject: string }) {
  const waitId = WaitId.safeParse(subject).data;
  const readTask = useStudio(studio => studio.readTask);
  const connection = useStudio(studio => studio.connection);
  // Whatever changes in the inbox may be about this task.
  const inbox = useStudio(studio => studio.inbox);
  const [asked, setAsked] = useState(0);
  const read = useRead(
    useMemo(() => (waitId === undefined || connection !== 'open' ? null : () => readTask(waitId)), [waitId, readTask, connection]),
    useMemo(() => [inbox, asked], [inbox, asked]),
  );
  if (waitId === undefined) return <EmptyState sentence="This page names no task. Close it and open one from the inbox." />;
  if (read.kind === 'under-way') return <LateSkeleton lines={8} />;
  if (read.kind === 'trouble') return <TryAgain sentence={read.sentence} onPress={() => setAsked(asked + 1)} />;
  return <Task task={read.value} />;
}

function Task({ task }: { task: TaskView }) {
  const { wait, flowId, flowName, runId, stepId } = task.wait;
  const goToStep = useStudio(studio => studio.goToStep);
  const nameTab = useStudio(studio => studio.nameTab);
  const [reassigning, setReassigning] = useState(false);
  const title = task.stepTitles[stepId] ?? stepId;
  const titleOf = (id: string) => Object.entries(task.stepTitles).find(([known]) => known === id)?.[1] ?? id;
  const { subject } = wait;
  const isMine = useIsMine(subject.kind === 'human' ? subject.assignee : '');
  useEffect(() => nameTab(taskTab(wait.waitId, '').id, title), [nameTab, wait.waitId, title]);
  if (subject.kind !== 'human') return <EmptyState sentence="This waits for an event, not for a person." />;
  return (
    <article className={styles.page} aria-label={title} data-place="task">
      <header className={styles.head}>
        <p className={styles.flow}>
          {flowName}, {task.versionNo === null ? 'draft' : `version ${String(task.versionNo)}`}
        </p>
        <h1 className={styles.title}>{title}</h1>
        <TaskFacts task={task} titleOf={titleOf} />
        <div className={styles.tools}>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconRoute size={14} />}
            onClick={() => void goToStep(flowId, runId, stepId)}
          >
            Show it in the flow
          </Button>
          {task.end === null && (
            <Button variant="default" size="compact-sm" leftSection={<IconUserShare size={14} />} onClick={() => setReassigning(true)}>
              Hand it to somebody else…
            </Button>
          )}
        </div>
      </header>
      <p className={styles.ask}>{subject.description === '' ? 'No description was given.' : subject.description}</p>
      <div className={styles.shown}>
        <ShownValues shown={subject.show} titleOf={titleOf} />
      </div>
      {task.end === null ? (
        <section className={styles.answer} aria-label={isMine ? 'Your answer is needed' : 'An answer is needed'}>
          <TaskForm waitId={wait.waitId} subject={subject} />
        </section>
      ) : (
        <TaskEnd waitId={wait.waitId} end={task.end} subject={subject} />
      )}
      <details className={styles.raw}>
        <summary>Raw data</summary>
        <pre className="mono">
          {JSON.stringify({ runId, stepId, waitId: wait.waitId, show: subject.show, form: subject.form }, null, 2)}
        </pre>
      </details>
      {reassigning && <ReassignDialog waitId={wait.waitId} assignee={subject.assignee} onClose={() => setReassigning(false)} />}
    </article>
  );
}

function TaskFacts({ task, titleOf }: { task: TaskView; titleOf: (stepId: string) => string }) {
  const { wait, openedAtUs } = task.wait;
  const nowUs = useNowUs(task.end === null, 30_000);
  const due = task.end === null ? deadlineWords(wait.deadlineAtUs, nowUs) : null;
  return (
    <p className={styles.facts}>
      {wait.subject.kind === 'human' && <span>Asked of {actorName(wait.subject.assignee)}</span>}
      <span title={formatInstant(openedAtUs)}>since {formatDate(openedAtUs, { nowUs })}</span>
      {due !== null && (
        <span className={styles.due} data-how={due.how} title={formatInstant(wait.deadlineAtUs)}>
          <IconAlarm size={14} aria-hidden />
          {due.words}
          {task.afterDeadline !== null && `; then the run goes on with “${titleOf(task.afterDeadline)}”`}
        </span>
      )}
    </p>
  );
}
