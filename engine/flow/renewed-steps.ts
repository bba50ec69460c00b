import type { StepId } from '../base/ids.ts';
import type { CopiedSteps } from './copied-steps.ts';
import type { Step } from './flow.ts';
import { freshStepId } from './fresh-step-id.ts';
import { linksOf } from './links.ts';
import { renamedReads } from './rename-step.ts';
import { withLink } from './with-link.ts';

export interface RenewedSteps {
  /** Linked among themselves as the originals are, and nowhere else. */
  readonly steps: readonly Step[];
  /** From the id that each had to the one it has. */
  readonly names: ReadonlyMap<StepId, StepId>;
}

/**
 * Copied steps under ids that no step of `taken` has; a free id stays as it is. Links and expressions that named one of them name its copy.
 * No new id is the old one of another copy, so that the names can be changed one by one.
 */
export function renewedSteps(copied: CopiedSteps, taken: readonly StepId[]): RenewedSteps {
  const used = new Set<string>([...taken, ...copied.steps.map(({ id }) => id)]);
  const isTaken = new Set<string>(taken);
  const names = new Map<StepId, StepId>();
  for (const { id } of copied.steps) {
    const name = isTaken.has(id) ? freshStepId(used, id.replace(/_\d+$/, '')) : id;
    used.add(name);
    names.set(id, name);
  }
  const steps = copied.steps.map((step): Step => {
    const renamed = [...namedIn(step)].reduce((changed, from) => {
      const to = names.get(from);
      return to === undefined || to === from ? changed : renamedReads(changed, { root: 'steps', from, to });
    }, step);
    const linked = linksOf(step).reduce((changed, { field, to }) => withLink(changed, field, names.get(to) ?? null), renamed);
    return { ...linked, id: names.get(step.id) ?? step.id };
  });
  return { steps, names };
}

/** Every word in a step that could be the id of another: few, where trying each id on each step would be a million for a thousand steps. */
const namedIn = (step: Step): ReadonlySet<StepId> => new Set((JSON.stringify(step).match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []) as StepId[]); // true enough: they are only looked up
