import { IconInbox } from '@tabler/icons-react';
import { Button } from '@mantine/core';
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

export const INBOX_PANEL: Panel = {
  id: 'inbox',
  title: 'Inbox',
  icon: IconInbox,
  place: 'side',
  View: InboxPanel,
  count: studio => studio.inbox?.length ?? 0,
};

/** Everything that waits for a person, oldest first. */
function InboxPanel() {
  return (
    <PanelFrame title="Inbox">
      <Waits />
    </PanelFrame>
  );
}

function Waits() {
  const inbox = useStudio(studio => studio.inbox);
  const trouble = useStudio(studio => studio.inboxTrouble);
  const readInbox = useStudio(studio => studio.readInbox);
  const goToStep = useStudio(studio => studio.goToStep);
  const shownWait = useStudio(studio => (studio.shownRun?.run?.state.status === 'waiting' ? studio.shownRun.run.state.wait.waitId : null));
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
  if (inbox.length === 0)
    return (
      <EmptyState
        icon={<IconInbox size={28} stroke={1.4} />}
        sentence="Nothing waits for you. When a run needs a person to answer, it stands here."
      />
    );
  return (
    <ol className={rows.rows}>
      {inbox.map(wait => (
        <li key={wait.wait.waitId}>
          <button
            type="button"
            className={rows.row}
            aria-current={wait.wait.waitId === shownWait}
            onClick={() => void goToStep(wait.flowId, wait.runId, wait.stepId)}
          >
            <WaitLines wait={wait} nowUs={nowUs} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function WaitLines({ wait, nowUs }: { wait: OpenWait; nowUs: number }) {
  const { subject, deadlineAtUs } = wait.wait;
  return (
    <>
      <KindIcon kind={subject.kind === 'human' ? 'human_task' : 'event_wait'} size={20} />
      <span className={rows.lines}>
        <span className={rows.clamp}>{subject.kind === 'human' ? subject.description : `Waiting for ${subject.eventType}`}</span>
        <span className={rows.second}>
          <span>{wait.flowName}</span>
          {subject.kind === 'human' && <span>for {actorName(subject.assignee)}</span>}
          <span title={formatInstant(wait.openedAtUs)}>{formatDate(wait.openedAtUs, { nowUs })}</span>
          {deadlineAtUs !== null && (
            <span className={deadlineAtUs < nowUs ? rows.trouble : undefined} title={formatInstant(deadlineAtUs)}>
              due {formatDate(deadlineAtUs, { nowUs })}
            </span>
          )}
        </span>
      </span>
    </>
  );
}
