import type { StepId } from '../../engine/base/ids.ts';
import { stepOf, stepTitle, type Flow } from '../../engine/flow/flow.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { drawnWays, targetOf } from './step-links.ts';
import { stepLine } from './step-line.ts';

/** A step in words: what it is, where it stands among the others, where it leads. */
export function stepSentence(flow: Flow, stepId: StepId): string {
  const step = stepOf(flow, stepId);
  if (step === undefined) return '';
  const ways = drawnWays(step).map(way => {
    const target = targetOf(step, way.field);
    const name = way.label === null ? 'leads to' : `${way.label} leads to`;
    if (target === 'halt') return `${way.label ?? ''} halts the run`.trim();
    if (target === undefined) return `${way.label === null ? '' : `${way.label}: `}leads nowhere yet`;
    const next = stepOf(flow, target);
    return `${name} ${next === undefined ? target : stepTitle(next)}`;
  });
  const place = flow.steps.indexOf(step) + 1;
  return `${stepTitle(step)}, ${STEP_DEFINITIONS[step.kind].title.toLowerCase()}, ${stepLine(step).line}, step ${place} of ${flow.steps.length}; ${ways.join('; ')}.`;
}
