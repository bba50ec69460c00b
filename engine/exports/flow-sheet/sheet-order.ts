import type { StepId } from '../../base/ids.ts';
import type { Flow, Step } from '../../flow/flow.ts';
import { linksOf } from '../../flow/links.ts';

/** The steps as a person reads them: along the main way from the start, then what branches off, each once. What no way leads to stands apart. */
export function sheetOrder(flow: Flow): { readonly reached: readonly Step[]; readonly apart: readonly Step[] } {
  const steps = new Map(flow.steps.map(step => [step.id, step]));
  const seen = new Set<StepId>();
  const reached: Step[] = [];
  const later: StepId[] = flow.start === undefined ? [] : [flow.start];
  for (let stepId = later.shift(); stepId !== undefined; stepId = later.shift()) {
    for (let step = steps.get(stepId); step !== undefined && !seen.has(step.id);) {
      seen.add(step.id);
      reached.push(step);
      const [main, ...others] = linksOf(step);
      later.push(...others.map(({ to }) => to));
      step = main === undefined ? undefined : steps.get(main.to);
    }
  }
  return { reached, apart: flow.steps.filter(({ id }) => !seen.has(id)) };
}
