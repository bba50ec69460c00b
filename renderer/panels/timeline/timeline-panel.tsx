import { IconTimeline } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { useDraftHash } from '../runs/draft-hash.ts';
import { useStepNames } from '../runs/step-names.ts';
import { TimelineGrid } from './timeline-grid.tsx';
import { TimelineHead } from './timeline-head.tsx';
import { timelineRows } from './timeline-rows.ts';
import styles from './timeline.module.css';

export const TIMELINE_PANEL: Panel = { id: 'timeline', title: 'Timeline', icon: IconTimeline, place: 'bottom', View: TimelinePanel };

/** The shown run, step by step, on a time axis. */
function TimelinePanel() {
  const shown = useStudio(studio => studio.shownRun);
  const runsKnown = useStudio(studio => studio.runs !== null || studio.openFlow === null);
  const startRun = useStudio(studio => studio.startRun);
  const hasFlow = useStudio(studio => studio.openFlow !== null);
  const showRun = useStudio(studio => studio.showRun);
  if (shown === null) {
    return runsKnown ? (
      <EmptyState
        sentence="Each run is drawn here step by step, with what it took, cost and reused."
        action={hasFlow && <Button onClick={() => void startRun()}>Run this flow</Button>}
      />
    ) : (
      <LateSkeleton lines={4} />
    );
  }
  if (shown.trouble !== null)
    return (
      <EmptyState
        sentence={shown.trouble}
        action={
          <Button
            variant="default"
            onClick={() => {
              showRun(null);
              showRun(shown.runId);
            }}
          >
            Read it again
          </Button>
        }
      />
    );
  return shown.run === null ? <LateSkeleton lines={4} /> : <RunTimeline />;
}

function RunTimeline() {
  const run = useStudio(studio => studio.shownRun?.run ?? null);
  const rows = useStudio(studio => studio.shownRun?.rows ?? null);
  const selected = useStudio(studio => studio.selection.at(-1) ?? null);
  const select = useStudio(studio => studio.select);
  const showInspector = useStudio(studio => studio.showInspector);
  const showRun = useStudio(studio => studio.showRun);
  const share = useStudio(studio => studio.stepProgress?.share ?? null);
  const titleOf = useStepNames();
  const goesOn = run !== null && run.endedAtUs === null;
  // Not before the last row: a batch may come between two ticks of the clock.
  const nowUs = Math.max(useNowUs(goesOn), rows?.at(-1)?.atUs ?? 0);
  const draftHash = useDraftHash();
  const lines = useMemo(() => (run === null || rows === null ? [] : timelineRows(run, rows, titleOf)), [run, rows, titleOf]);
  if (run === null) return null;
  return (
    <div className={styles.timeline}>
      <TimelineHead
        run={run}
        nowUs={nowUs}
        titleOf={titleOf}
        share={goesOn ? share : null}
        isOlder={draftHash !== null && draftHash !== run.versionHash}
      />
      <TimelineGrid
        rows={lines}
        startUs={run.startedAtUs ?? run.createdAtUs}
        endUs={run.endedAtUs ?? nowUs}
        nowUs={nowUs}
        follows={goesOn}
        selected={selected}
        onSelect={stepId => select([stepId])}
        onOpen={stepId => {
          select([stepId]);
          showInspector('run-details');
        }}
        onOpenRun={showRun}
      />
    </div>
  );
}
