import { Button } from '@mantine/core';
import { IconChecklist, IconFileText, IconHistory, IconLink, IconPlayerStop, IconRoute } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { RunId, type StepId } from '../../../engine/base/ids.ts';
import { stepOf, stepTitle, type Flow } from '../../../engine/flow/flow.ts';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import { useRead } from '../../bridge/use-read.ts';
import { edgeId } from '../../canvas/step-links.ts';
import type { Overlay } from '../../canvas/to-canvas.ts';
import { useStudio } from '../../state/studio.ts';
import { momentOf } from '../../state/timeline-slice.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { TryAgain } from '../../ui/try-again.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import { StillCanvas } from '../compare/still-canvas.tsx';
import { HashChip } from '../hash-chip.tsx';
import type { Panel } from '../panel.ts';
import { StatusPill } from '../runs/mark-pill.tsx';
import { runSentence } from '../runs/run-sentence.ts';
import { stepChips } from '../runs/step-chips.ts';
import { takenEdges } from '../runs/taken-edges.ts';
import styles from './all-runs.module.css';
import { runLink } from './run-link.ts';
import { RUN_PAGE_ID, runTab } from './run-tab.ts';
import { StopRunsDialog } from './stop-runs-dialog.tsx';

export const RUN_PAGE: Panel = { id: RUN_PAGE_ID, title: 'Run', icon: IconHistory, place: 'page', View: RunPage };

/** One run by its address, over its flow as it was drawn when the run began; timeline and inspector show the same run. */
function RunPage({ subject }: { subject: string }) {
  const runId = RunId.safeParse(subject).data;
  const readRun = useStudio(studio => studio.readRun);
  const connection = useStudio(studio => studio.connection);
  const news = useStudio(studio => studio.runNews);
  const [asked, setAsked] = useState(0);
  const read = useRead(
    useMemo(() => (runId === undefined || connection !== 'open' ? null : () => readRun(runId)), [runId, readRun, connection]),
    useMemo(() => [news, asked], [news, asked]),
  );
  if (runId === undefined) return <EmptyState sentence="This page names no run. Close it and open one from the list of runs." />;
  if (read.kind === 'under-way') return <LateSkeleton lines={6} />;
  if (read.kind === 'trouble') return <TryAgain sentence={read.sentence} onPress={() => setAsked(asked + 1)} />;
  return <ShownRunPage run={read.value.run} flow={read.value.flow} />;
}

function ShownRunPage({ run, flow }: { run: RunSummary; flow: Flow }) {
  const { runId } = run;
  const moment = useStudio(studio => (studio.shownRun?.runId === runId ? momentOf(studio) : null));
  const selected = useStudio(studio => studio.selection.at(-1) ?? null);
  const select = useStudio(studio => studio.select);
  const showInspector = useStudio(studio => studio.showInspector);
  const [flowNow] = useState(flow);
  const overlay = useMemo(
    (): Overlay => ({
      chips: moment === null ? {} : stepChips(moment),
      taken: new Set(moment === null ? [] : takenEdges(moment).map(edgeId)),
      problems: [],
    }),
    [moment],
  );
  useRunBehind(run);
  return (
    <article className={styles.runPage} aria-label={`Run of ${run.flowName}`} data-place="run">
      <RunHead run={run} flow={flowNow} />
      <div className={styles.still}>
        <StillCanvas
          label={`${run.flowName} as this run saw it, read only`}
          flow={flowNow}
          overlay={overlay}
          selected={selected}
          onSelect={stepId => {
            select(stepId === null ? [] : [stepId as StepId]); // true: the canvas names its nodes by step id
            if (stepId !== null) showInspector('run-details');
          }}
        />
      </div>
    </article>
  );
}

/** Timeline, inspector and names of steps follow the run: its flow is the open one, its tab stays in front. */
function useRunBehind({ runId, flowId, flowName, createdAtUs }: RunSummary): void {
  const followRun = useStudio(studio => studio.followRun);
  const nameTab = useStudio(studio => studio.nameTab);
  useEffect(
    () => nameTab(runTab(runId, '').id, `${flowName}, ${formatDate(createdAtUs, { nowUs: Date.now() * 1000 })}`),
    [nameTab, runId, flowName, createdAtUs],
  );
  useEffect(() => void followRun(runId, flowId), [followRun, runId, flowId]);
}

function RunHead({ run, flow }: { run: RunSummary; flow: Flow }) {
  const { runId, flowId } = run;
  const goToFlow = useStudio(studio => studio.showFlow);
  const showRun = useStudio(studio => studio.showRun);
  const copyText = useStudio(studio => studio.copyText);
  const openTask = useStudio(studio => studio.openTask);
  const openArtefact = useStudio(studio => studio.openArtefact);
  const folded = useStudio(studio => (studio.shownRun?.runId === runId ? studio.shownRun.run : null));
  const task = useStudio(studio => studio.inbox?.find(wait => wait.runId === runId) ?? null);
  const [isStopping, setStopping] = useState(false);
  const nowUs = useNowUs(true, 30_000);
  const artefact = folded?.artefacts.at(-1);
  const titleOf = (stepId: string) => {
    const step = stepOf(flow, stepId);
    return step === undefined ? stepId : stepTitle(step);
  };
  return (
    <header className={styles.runHead}>
      <div className={styles.runTop}>
        <h1 className={styles.runTitle}>{run.flowName}</h1>
        <StatusPill status={run.status} />
        <span className={styles.quiet}>{run.versionNo === null ? 'Draft' : `Version ${String(run.versionNo)}`}</span>
        <span className={styles.quiet} title={formatInstant(run.createdAtUs)}>
          {formatDate(run.createdAtUs, { nowUs })}
        </span>
        <span className={styles.quiet}>{formatMoney(run.costMicroUsd)}</span>
        <span className={styles.quiet}>
          on packet <HashChip hash={run.packetHash} what="packet" />
        </span>
      </div>
      <p className={styles.runSentence}>{folded === null ? (run.cause ?? '') : runSentence(folded, titleOf, { nowUs })}</p>
      <div className={styles.runTools}>
        {task !== null && (
          <Button size="compact-sm" leftSection={<IconChecklist size={14} />} onClick={() => openTask(task.wait.waitId)}>
            Answer
          </Button>
        )}
        {artefact !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileText size={14} />}
            onClick={() => openArtefact(runId, artefact.path)}
          >
            Artefact
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRoute size={14} />}
          onClick={() => void goToFlow(flowId).then(() => showRun(runId))}
        >
          Show it in the flow
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconLink size={14} />}
          onClick={() => void copyText(runLink(runId, window.location.href), 'The address of this run')}
        >
          Copy the address
        </Button>
        {run.endedAtUs === null && (
          <Button size="compact-sm" variant="default" leftSection={<IconPlayerStop size={14} />} onClick={() => setStopping(true)}>
            Stop…
          </Button>
        )}
      </div>
      {isStopping && <StopRunsDialog runs={[run]} onClose={() => setStopping(false)} />}
    </header>
  );
}
