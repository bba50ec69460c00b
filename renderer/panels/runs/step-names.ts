import { useMemo } from 'react';
import { stepTitle, type Flow } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';

/** What a person calls each step of a drawing; a step that was drawn away since keeps its id. */
export function stepNames(flow: Flow | null): (stepId: string) => string {
  const titles = new Map<string, string>(flow?.steps.map(step => [step.id, stepTitle(step)]));
  return stepId => titles.get(stepId) ?? stepId;
}

/** The same of the open flow. */
export function useStepNames(): (stepId: string) => string {
  const flow = useStudio(studio => studio.openFlow?.flow ?? null);
  return useMemo(() => stepNames(flow), [flow]);
}
