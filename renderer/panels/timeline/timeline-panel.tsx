import { IconTimeline } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { RunTimeline } from './run-timeline.tsx';

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
  return shown.run === null ? <LateSkeleton lines={4} /> : <RunTimeline key={shown.runId} run={shown.run} rows={shown.rows} />;
}
