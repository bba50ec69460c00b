import { IconAlarm, IconInbox } from '@tabler/icons-react';
import { Button, SegmentedControl } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { OpenWait } from '../../../engine/trace/run-summary.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { KindIcon } from '../kind-icon.tsx';
import { actorName } from '../run-details/actor-name.ts';
import { deadlineWords } from './deadline-words.ts';
import styles from './inbox-panel.module.css';
import { NoticeOffer } from './notice-offer.tsx';
import { isTaskInFront } from './task-tab.ts';
import { INBOX_VIEWS, tasksOf, whoseTask, type InboxView } from './whose-task.ts';

export const INBOX_PANEL: Panel = {
  id: 'inbox',
  title: 'Inbox',
  icon: IconInbox,
  place: 'side',
  View: InboxPanel,
  count: ({ inbox, facts }) => inbox?.filter(wait => whoseTask(wait, facts) !== 'others').length ?? 0,
};

const VIEW_WORDS: Readonly<Record<InboxView, string>> = { mine: 'Mine', roles: 'My roles', all: 'All' };
const EMPTY_WORDS: Readonly<Record<InboxView, string>> = {
  mine: 'Nothing is asked of you by name.',
  roles: 'Nothing is asked of a role that you may answer for.',
  all: 'Nothing waits for anybody. When a run needs a person to answer, it stands here.',
};

/** Everything that waits for a person: the most pressing first, then the oldest. */
function InboxPanel() {
  return (
    <PanelFrame title="Inbox">
      <Tasks />
    </PanelFrame>
  );
}

function Tasks() {
  const inbox = useStudio(studio => studio.inbox);
  const trouble = useStudio(studio => studio.inboxTrouble);
  const view = useStudio(studio => studio.inboxView);
  const facts = useStudio(studio => studio.facts);
  const readInbox = useStudio(studio => studio.readInbox);
  const viewInbox = useStudio(studio => studio.viewInbox);
  const nowUs = useNowUs(true, 30_000);
  if (trouble !== null)
    return (
      <EmptyState
        sentence={trouble}
        action={
          <Button variant="default" onClick={() => void readInbox()}>
            Try again
          </Button>
        }
      />
    );
  if (inbox === null) return <LateSkeleton lines={4} />;
  const tasks = tasksOf(inbox, view, facts);
  return (
    <div className={styles.panel}>
      <SegmentedControl
        className={styles.views ?? ''}
        fullWidth
        size="xs"
        aria-label="Whose tasks are shown"
        data={INBOX_VIEWS.map(one => ({ value: one, label: `${VIEW_WORDS[one]} ${String(tasksOf(inbox, one, facts).length)}` }))}
        value={view}
        onChange={next => viewInbox(INBOX_VIEWS.find(one => one === next) ?? 'all')}
      />
      {tasks.length === 0 ? (
        <EmptyState
          icon={<IconInbox size={28} stroke={1.4} />}
          sentence={EMPTY_WORDS[view]}
          action={
            view !== 'all' &&
            inbox.length > 0 && (
              <Button variant="default" onClick={() => viewInbox('all')}>
                Show all
              </Button>
            )
          }
        />
      ) : (
        <ol className={rows.rows} aria-label="Tasks" onKeyDown={walk}>
          {tasks.map(wait => (
            <TaskRow key={wait.wait.waitId} task={wait} nowUs={nowUs} />
          ))}
        </ol>
      )}
      <NoticeOffer />
    </div>
  );
}

/** Arrow keys go from task to task. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.findIndex(button => button === document.activeElement) + by];
  if (next === undefined) return;
  next.focus();
  event.preventDefault();
}

function TaskRow({ task, nowUs }: { task: OpenWait; nowUs: number }) {
  const { waitId, subject, deadlineAtUs } = task.wait;
  const openTask = useStudio(studio => studio.openTask);
  const isInFront = useStudio(studio => isTaskInFront(studio.desk, waitId));
  const hasDraft = useStudio(studio => studio.answerDrafts[waitId] !== undefined);
  const due = deadlineWords(deadlineAtUs, nowUs);
  if (subject.kind !== 'human') return null;
  return (
    <li>
      <button type="button" className={rows.row} aria-current={isInFront} onClick={() => openTask(waitId)}>
        <KindIcon kind="human_task" size={20} />
        <span className={rows.lines}>
          <span className={rows.clamp}>{subject.description === '' ? 'No description was given.' : subject.description}</span>
          <span className={rows.second}>
            <span>{task.flowName}</span>
            <span>for {actorName(subject.assignee)}</span>
            <span title={formatInstant(task.openedAtUs)}>{formatDate(task.openedAtUs, { nowUs })}</span>
            {hasDraft && <span>answer begun</span>}
          </span>
          {due !== null && (
            <span className={styles.due} data-how={due.how} title={formatInstant(deadlineAtUs)}>
              <IconAlarm size={13} aria-hidden />
              {due.words}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
