import { useMemo, useState } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import { planMarks } from '../panels/plan/plan-marks.ts';
import { useDrawnPlan } from '../panels/plan/use-fresh-plan.ts';
import { stepChips, type StepChip } from '../panels/runs/step-chips.ts';
import { takenEdges } from '../panels/runs/taken-edges.ts';
import { useStudio } from '../state/studio.ts';
import { momentOf } from '../state/timeline-slice.ts';
import { edgeId } from './step-links.ts';
import type { Overlay } from './to-canvas.ts';

/** What the shown run and the problems say of the open flow's steps; the very same while they say the same, so that nothing is drawn again. */
export function useOverlay(): Overlay {
  const flowId = useStudio(studio => studio.openFlow?.flowId);
  const shown = useStudio(momentOf);
  const problems = useStudio(studio => studio.problems);
  const plan = useDrawnPlan();
  const now = useMemo((): Overlay => {
    const run = shown?.flowId === flowId ? shown : null;
    if (plan !== null) return { chips: {}, taken: new Set(), problems, plan: planMarks(plan.plan) };
    return { chips: run === null ? {} : stepChips(run), taken: new Set(run === null ? [] : takenEdges(run).map(edgeId)), problems };
  }, [shown, flowId, problems, plan]);
  const [kept, setKept] = useState(now);
  // Most rows that a run gets, or is scrubbed through, change nothing of what the cards say.
  const drawn = isSame(kept, now) ? kept : now;
  if (drawn !== kept) setKept(drawn);
  return drawn;
}

function isSame(before: Overlay, now: Overlay): boolean {
  if (before.problems !== now.problems || before.plan !== now.plan || before.taken.size !== now.taken.size) return false;
  const [was, is] = [Object.entries(before.chips), Object.entries<StepChip>(now.chips)];
  if (was.length !== is.length || !is.every(([stepId, chip]) => isSameChip(before.chips[stepId as StepId], chip))) return false; // true: chips are kept by step
  return [...now.taken].every(edge => before.taken.has(edge));
}

const isSameChip = (before: StepChip | undefined, now: StepChip): boolean =>
  before !== undefined && Object.entries(now).every(([key, value]) => before[key as keyof StepChip] === value); // true: both are chips
