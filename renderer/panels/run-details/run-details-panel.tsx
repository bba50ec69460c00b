import { IconHistory } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { FoldedTrace } from '../../../engine/trace/run-moment.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { MarkPill } from '../runs/mark-pill.tsx';
import { stepMark } from '../runs/step-mark.ts';
import { useStepNames } from '../runs/step-names.ts';
import { RunOverview } from './run-overview.tsx';
import { VisitChoice } from './visit-choice.tsx';
import { VisitDetails } from './visit-details.tsx';
import styles from './run-details.module.css';

export const RUN_DETAILS_PANEL: Panel = {
  id: 'run-details',
  title: 'Last run',
  icon: IconHistory,
  place: 'inspector',
  View: RunDetailsPanel,
};

/** What the shown run did in the selected step; without one, the run as a whole. */
function RunDetailsPanel() {
  const shown = useStudio(studio => studio.shownRun);
  const past = useStudio(studio => studio.past);
  const stepId = useStudio(studio => studio.selection.at(-1) ?? null);
  const startRun = useStudio(studio => studio.startRun);
  const hasFlow = useStudio(studio => studio.openFlow !== null);
  if (shown === null)
    return (
      <EmptyState
        sentence="What a step was given, what it answered and what it cost stands here after a run."
        action={hasFlow && <Button onClick={() => void startRun()}>Run this flow</Button>}
      />
    );
  if (shown.trouble !== null) return <EmptyState sentence={shown.trouble} />;
  if (shown.run === null) return <LateSkeleton lines={5} />;
  const { run, rows } = past ?? { run: shown.run, rows: shown.rows };
  return stepId === null ? (
    <RunOverview run={run} rows={rows} isPast={past !== null} />
  ) : (
    <StepDetails key={`${shown.runId} ${stepId}`} run={run} rows={rows} trace={shown} isPast={past !== null} stepId={stepId} />
  );
}

interface StepProps {
  readonly run: Run;
  readonly rows: readonly TraceRow[];
  /** The whole run, whatever moment of it is shown. */
  readonly trace: FoldedTrace;
  readonly isPast: boolean;
  readonly stepId: StepId;
}

function StepDetails({ run, rows, trace, isPast, stepId }: StepProps) {
  const titleOf = useStepNames();
  const showRun = useStudio(studio => studio.showRun);
  const openArtefact = useStudio(studio => studio.openArtefact);
  const visits = useMemo(() => run.visits.filter(visit => visit.stepId === stepId), [run, stepId]);
  const picked = useStudio(studio => (studio.shownVisit?.stepId === stepId ? studio.shownVisit.visit : null));
  const showVisit = useStudio(studio => studio.showVisit);
  const visit = visits.find(one => one.visit === picked) ?? visits.at(-1);
  const clockUs = useNowUs(!isPast && visit !== undefined && visit.endedAtUs === null, 1000);
  const nowUs = isPast ? (rows.at(-1)?.atUs ?? clockUs) : clockUs;
  if (visit === undefined)
    return (
      <EmptyState
        sentence={
          run.endedAtUs === null ? `The run has not come to “${titleOf(stepId)}” yet.` : `The run did not come to “${titleOf(stepId)}”.`
        }
      />
    );
  return (
    <div className={styles.details}>
      <div className={styles.top}>
        <h2 className={styles.heading} title={titleOf(stepId)}>
          {titleOf(stepId)}
        </h2>
        <MarkPill mark={stepMark(visit, run)} />
      </div>
      <VisitChoice visits={visits} shown={visit} onShow={chosen => showVisit(stepId, chosen)} />
      <VisitDetails
        key={visit.visit}
        run={run}
        visit={visit}
        rows={rows}
        trace={trace}
        isPast={isPast}
        nowUs={nowUs}
        titleOf={titleOf}
        onOpenRun={showRun}
        onOpenArtefact={path => openArtefact(run.runId, path)}
      />
    </div>
  );
}
