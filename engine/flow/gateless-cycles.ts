import type { StepId } from '../base/ids.ts';
import type { Flow, Step } from './flow.ts';
import { linksOf } from './links.ts';

/**
 * The loops that no gate can end: one for each knot of steps that lead back to themselves when gates are left out, in the order of the arrows.
 * A depth-first walk without recursion, so that ten thousand steps in a row are no trouble.
 */
export function gatelessCycles(flow: Flow): readonly (readonly Step[])[] {
  const steps = new Map(flow.steps.filter(({ kind }) => kind !== 'gate').map(step => [step.id, step]));
  const state = new Map<StepId, 'open' | 'done'>();
  const cycles: (readonly Step[])[] = [];
  for (const root of steps.keys()) if (!state.has(root)) walk(root, steps, state, cycles);
  return cycles;
}

interface Place {
  readonly step: Step;
  /** Where its arrows lead, not gone yet. */
  readonly targets: StepId[];
}

function walk(root: StepId, steps: ReadonlyMap<StepId, Step>, state: Map<StepId, 'open' | 'done'>, cycles: (readonly Step[])[]): void {
  const path: Place[] = [];
  const enter = (stepId: StepId): void => {
    const step = steps.get(stepId);
    if (step === undefined) return;
    state.set(stepId, 'open');
    path.push({ step, targets: linksOf(step).map(({ to }) => to) });
  };
  enter(root);
  for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
    const target = place.targets.shift();
    if (target === undefined) {
      state.set(place.step.id, 'done');
      path.pop();
    } else if (!state.has(target)) enter(target);
    else if (state.get(target) === 'open')
      cycles.push(path.slice(path.findIndex(({ step }) => step.id === target)).map(({ step }) => step));
  }
}
