import { useMemo } from 'react';
import { planMarks } from '../panels/plan/plan-marks.ts';
import { useDrawnPlan } from '../panels/plan/use-fresh-plan.ts';
import { stepChips } from '../panels/runs/step-chips.ts';
import { takenEdges } from '../panels/runs/taken-edges.ts';
import { useStudio } from '../state/studio.ts';
import { momentOf } from '../state/timeline-slice.ts';
import { edgeId } from './step-links.ts';
import type { Overlay } from './to-canvas.ts';

/** What the shown run and the problems say of the open flow's steps. */
export function useOverlay(): Overlay {
  const flowId = useStudio(studio => studio.openFlow?.flowId);
  const shown = useStudio(momentOf);
  const problems = useStudio(studio => studio.problems);
  const plan = useDrawnPlan();
  return useMemo(() => {
    const run = shown?.flowId === flowId ? shown : null;
    if (plan !== null) return { chips: {}, taken: new Set(), problems, plan: planMarks(plan.plan) };
    return { chips: run === null ? {} : stepChips(run), taken: new Set(run === null ? [] : takenEdges(run).map(edgeId)), problems };
  }, [shown, flowId, problems, plan]);
}
