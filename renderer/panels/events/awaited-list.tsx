import { Button } from '@mantine/core';
import { IconAlarm, IconHourglass, IconPlayerPlay } from '@tabler/icons-react';
import type { TriggerState } from '../../../engine/contract/flows.ts';
import type { OpenWait } from '../../../engine/trace/run-summary.ts';
import type { Bus } from '../../state/events-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { deadlineWords } from '../inbox/deadline-words.ts';
import { eventTitle } from './bus-lines.ts';
import styles from './events.module.css';

/** Runs that wait for an event, and flows that one starts. */
export function AwaitedList({ bus: { awaited, starts } }: { bus: Bus }) {
  const nowUs = useNowUs(true, 10_000);
  if (awaited.length === 0 && starts.length === 0)
    return (
      <EmptyState sentence="Nothing waits for an event. Runs that stand at an event wait are listed here, and flows that an event starts." />
    );
  return (
    <ol className={styles.list} aria-label="Who waits for what">
      {awaited.map(wait => (
        <li key={wait.wait.waitId}>
          <AwaitedRow wait={wait} nowUs={nowUs} />
        </li>
      ))}
      {starts.map(start => (
        <li key={start.flowId}>
          <StartRow start={start} nowUs={nowUs} />
        </li>
      ))}
    </ol>
  );
}

function AwaitedRow({ wait: { wait, flowId, flowName, runId, stepId, openedAtUs }, nowUs }: { wait: OpenWait; nowUs: number }) {
  const products = useStudio(studio => studio.catalog?.products ?? null);
  const goToStep = useStudio(studio => studio.goToStep);
  const askSample = useStudio(studio => studio.askSample);
  const { subject, deadlineAtUs } = wait;
  if (subject.kind !== 'event') return null;
  const due = deadlineWords(deadlineAtUs, nowUs);
  return (
    <div className={styles.awaited}>
      <span className={styles.way}>
        <IconHourglass size={15} aria-hidden />
        Waits
      </span>
      <span className={styles.what}>
        <span className={styles.name}>
          {flowName} waits for: {eventTitle(products ?? [], subject.eventType)}
        </span>
        <span className={styles.second}>
          <span className="mono">{subject.eventType}</span>
          {subject.match !== null && (
            <>
              {' '}
              where <code className="mono">{subject.match}</code>
            </>
          )}
        </span>
        {due !== null && (
          <span className={styles.due} data-how={due.how} title={formatInstant(deadlineAtUs)}>
            <IconAlarm size={13} aria-hidden />
            {due.words}
          </span>
        )}
      </span>
      <span className={styles.when} title={formatInstant(openedAtUs)}>
        since {formatDate(openedAtUs, { nowUs })}
      </span>
      <span className={styles.tools}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => askSample({ product: null, eventType: subject.eventType, payload: null, isReplay: false })}
        >
          Send a sample…
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => void goToStep(flowId, runId, stepId)}>
          Show the step
        </Button>
      </span>
    </div>
  );
}

function StartRow({
  start: { flowId, flowName, versionNo, trigger, isOn, lastStart, problem },
  nowUs,
}: {
  start: TriggerState;
  nowUs: number;
}) {
  const products = useStudio(studio => studio.catalog?.products ?? null);
  const showFlow = useStudio(studio => studio.showFlow);
  const askSample = useStudio(studio => studio.askSample);
  if (trigger.on !== 'event') return null;
  const { eventType } = trigger;
  return (
    <div className={styles.awaited}>
      <span className={styles.way}>
        <IconPlayerPlay size={15} aria-hidden />
        Starts
      </span>
      <span className={styles.what}>
        <span className={styles.name}>
          {flowName}, version {versionNo}, is started by: {eventTitle(products ?? [], eventType)}
          {isOn ? '' : ' (paused)'}
        </span>
        <span className={styles.second}>
          <span className="mono">{eventType}</span>
          {trigger.match !== undefined && (
            <>
              {' '}
              where <code className="mono">{trigger.match}</code>
            </>
          )}
        </span>
        {problem !== null && <span className={styles.trouble}>{problem.sentence}</span>}
      </span>
      <span className={styles.when}>{lastStart === null ? 'never yet' : `last ${formatDate(lastStart.atUs, { nowUs })}`}</span>
      <span className={styles.tools}>
        <Button size="compact-sm" variant="default" onClick={() => askSample({ product: null, eventType, payload: null, isReplay: false })}>
          Send a sample…
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => void showFlow(flowId)}>
          Open the flow
        </Button>
      </span>
    </div>
  );
}
