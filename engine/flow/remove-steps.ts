import type { StepId } from '../base/ids.ts';
import { linksOf } from './links.ts';
import { linkFields, linkTarget, withLink } from './with-link.ts';
import { withGroups } from './with-groups.ts';
import { stepOf, type Flow, type Step } from './flow.ts';

/** The flow without these steps, without arrows to them and without groups that only they were in; with `heal`, arrows go on to what came after the removed ones. */
export function removeSteps(flow: Flow, stepIds: readonly StepId[], heal: boolean): Flow {
  const gone = new Set<string>(stepIds);
  const steps = flow.steps.filter(({ id }) => !gone.has(id)).map(step => withoutLinksTo(flow, step, gone, heal));
  const { start: before, layout, groups, ...rest } = flow;
  const start = before === undefined || !gone.has(before) ? before : (after(flow, before, gone) ?? steps[0]?.id);
  return {
    ...rest,
    ...(start === undefined ? {} : { start }),
    steps,
    ...withGroups(groups?.map(group => ({ ...group, stepIds: group.stepIds.filter(id => !gone.has(id)) }))),
    ...(layout === undefined ? {} : { layout: Object.fromEntries(Object.entries(layout).filter(([id]) => !gone.has(id))) }),
  };
}

const withoutLinksTo = (flow: Flow, step: Step, gone: ReadonlySet<string>, heal: boolean): Step =>
  linksOf(step).reduce(
    (changed, { field, to }) => (gone.has(to) ? withLink(changed, field, heal ? after(flow, to, gone) : null) : changed),
    step,
  );

/** The first step that stays, following the usual way out; null when the way ends or goes in a circle. */
function after(flow: Flow, stepId: StepId, gone: ReadonlySet<string>): StepId | null {
  const seen = new Set<string>();
  let at: StepId | undefined = stepId;
  while (at !== undefined && gone.has(at) && !seen.has(at)) {
    seen.add(at);
    const step = stepOf(flow, at);
    const [usual] = step === undefined ? [] : linkFields(step);
    at = step === undefined || usual === undefined ? undefined : linkTarget(step, usual);
  }
  return at === undefined || gone.has(at) ? null : at;
}
