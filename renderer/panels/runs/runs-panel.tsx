import { IconBoltFilled, IconHistory, IconListSearch } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { shortHash } from '../../../engine/base/hash.ts';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { MarkIcon } from './mark-icon.tsx';
import { STATUS_WORDS } from './run-sentence.ts';
import { useDraftHash } from './draft-hash.ts';
import { RunTick, TickedRuns } from './ticked-runs.tsx';
import ticks from './ticked-runs.module.css';

export const RUNS_PANEL: Panel = { id: 'runs', title: 'Runs', icon: IconHistory, place: 'side', View: RunsPanel };

/** The runs of the open flow, newest first. */
function RunsPanel() {
  const openRuns = useStudio(studio => studio.openRuns);
  return (
    <PanelFrame
      title="Runs"
      actions={<IconButton icon={IconListSearch} words="Runs of all flows" keys="Ctrl+Alt+R" onPress={() => openRuns({})} />}
    >
      <Runs />
    </PanelFrame>
  );
}

function Runs() {
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const flowName = useStudio(studio => studio.openFlow?.flow.name ?? '');
  const runs = useStudio(studio => studio.runs);
  const runsOf = useStudio(studio => studio.runsOf);
  const shownId = useStudio(studio => studio.shownRun?.runId ?? null);
  const showRun = useStudio(studio => studio.showRun);
  const startRun = useStudio(studio => studio.startRun);
  const showSide = useStudio(studio => studio.showSide);
  const draftHash = useDraftHash();
  const nowUs = useNowUs(true, 30_000);
  if (flowId === null)
    return (
      <EmptyState
        sentence="The runs of the flow you open are listed here."
        action={
          <Button variant="default" onClick={() => showSide('flows')}>
            Choose a flow
          </Button>
        }
      />
    );
  if (runs === null || runsOf !== flowId) return <LateSkeleton lines={6} />;
  if (runs.length === 0)
    return (
      <EmptyState
        icon={<IconHistory size={28} stroke={1.4} />}
        sentence={`“${flowName}” has not run yet.`}
        action={<Button onClick={() => void startRun()}>Run it</Button>}
      />
    );
  return (
    <>
      <TickedRuns />
      <ol className={rows.rows} aria-label={`Runs of ${flowName}`}>
        {runs.map(run => (
          <li key={run.runId} className={ticks.item}>
            <RunTick runId={run.runId} name={`${STATUS_WORDS[run.status]}, ${formatInstant(run.createdAtUs)}`} />
            <button type="button" className={rows.row} aria-current={run.runId === shownId} onClick={() => showRun(run.runId)}>
              <RunLines run={run} nowUs={nowUs} older={draftHash !== null && run.versionHash !== draftHash} />
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function RunLines({ run, nowUs, older }: { run: RunSummary; nowUs: number; older: boolean }) {
  return (
    <>
      <span className={rows.mark}>
        <MarkIcon mark={run.status} size={15} />
      </span>
      <span className={rows.lines}>
        <span className={rows.first}>
          <span className={rows.name}>{STATUS_WORDS[run.status]}</span>
          <span className={rows.aside} title={formatInstant(run.createdAtUs)}>
            {formatDate(run.createdAtUs, { nowUs })}
          </span>
        </span>
        {run.cause !== null && run.cause !== '' && <span className={rows.clamp}>{run.cause}</span>}
        <span className={rows.second}>
          <span>{run.versionNo === null ? 'Draft' : `Version ${run.versionNo}`}</span>
          <span title={`Packet ${run.packetHash}`} className="mono">
            {shortHash(run.packetHash)}
          </span>
          <span>{formatMoney(run.costMicroUsd)}</span>
          {run.cacheHits > 0 && (
            <span className={rows.reused}>
              <IconBoltFilled size={11} aria-hidden />
              {run.cacheHits} reused
            </span>
          )}
          {older && <span>older drawing</span>}
        </span>
      </span>
    </>
  );
}
