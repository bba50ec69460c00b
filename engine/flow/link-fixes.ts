import type { StepId } from '../base/ids.ts';
import { STEP_DEFINITIONS } from '../steps/step-definitions.ts';
import type { FlowEdit } from './flow-edit.ts';
import type { FlowProblem } from './flow-problem.ts';
import { Step, stepTitle, type Flow, type Point } from './flow.ts';
import { freshStepId } from './fresh-step-id.ts';
import { linkPath, linksOf } from './links.ts';
import { nearestName } from './nearest-name.ts';
import type { QuickFix } from './quick-fix.ts';
import { reachOf } from './reach.ts';
import { linkFields, linkTarget } from './with-link.ts';

/** What puts the drawing right: a first step, arrows that lead somewhere, steps that can be come to. */
export function linkFixes(flow: Flow, problem: FlowProblem, step: Step | undefined): readonly QuickFix[] {
  switch (problem.code) {
    case 'no-start':
      return startWith(headOf(flow));
    case 'dangling-step':
      return step === undefined ? startWith(nearestStep(flow, flow.start ?? '') ?? headOf(flow)) : danglingFixes(flow, problem, step);
    case 'gate-without-pass':
      return step === undefined ? [] : deadEndFixes(flow, step);
    case 'unreachable-step':
      return step === undefined ? [] : unreachableFixes(flow, step);
    default:
      return [];
  }
}

/** A step for a person, empty as from the palette, beside the one that leads to it. */
export function createdStep(flow: Flow, id: StepId, beside: Step | undefined): FlowEdit {
  const step = Step.parse({ id, kind: 'human_task', config: STEP_DEFINITIONS.human_task.blank });
  const at = beside === undefined ? undefined : flow.layout?.[beside.id];
  return { kind: 'add-steps', steps: [step], layout: at === undefined ? {} : { [id]: clearOf(flow, { x: at.x + 320, y: at.y }) } };
}

function startWith(step: Step | undefined): readonly QuickFix[] {
  return step === undefined ? [] : [{ label: `start with “${stepTitle(step)}”`, edits: [{ kind: 'set-start', stepId: step.id }] }];
}

/** The first step that nothing leads to. */
function headOf(flow: Flow): Step | undefined {
  const targets = new Set<string>(flow.steps.flatMap(linksOf).map(({ to }) => to));
  return flow.steps.find(({ id }) => !targets.has(id)) ?? flow.steps[0];
}

function nearestStep(flow: Flow, name: string): Step | undefined {
  const near = nearestName(
    name,
    flow.steps.map(({ id }) => id),
  );
  return flow.steps.find(({ id }) => id === near);
}

function danglingFixes(flow: Flow, problem: FlowProblem, step: Step): readonly QuickFix[] {
  const link = linksOf(step).find(({ field }) => linkPath(field) === problem.field);
  if (link === undefined) return [];
  const { from, field, to } = link;
  const near = nearestStep(flow, to);
  return [
    ...(near === undefined || near.id === from
      ? []
      : [{ label: `connect to “${stepTitle(near)}”`, edits: [{ kind: 'link' as const, from, field, to: near.id }] }]),
    { label: `create the step ${to}`, edits: [createdStep(flow, to, step)] },
    { label: 'remove the arrow', edits: [{ kind: 'link', from, field, to: null }] },
  ];
}

function deadEndFixes(flow: Flow, gate: Step): readonly QuickFix[] {
  const { fromStart } = reachOf(flow);
  const lost = flow.steps.find(({ id }) => id !== gate.id && !fromStart.has(id));
  const id = freshStepId(
    flow.steps.map(step => step.id),
    'human_task',
  );
  return [
    ...(lost === undefined
      ? []
      : [
          {
            label: `connect to “${stepTitle(lost)}”`,
            edits: [{ kind: 'link' as const, from: gate.id, field: 'onPass' as const, to: lost.id }],
          },
        ]),
    { label: 'add a step there', edits: [createdStep(flow, id, gate), { kind: 'link', from: gate.id, field: 'onPass', to: id }] },
  ];
}

function unreachableFixes(flow: Flow, step: Step): readonly QuickFix[] {
  const { fromStart } = reachOf(flow);
  const at = flow.steps.indexOf(step);
  // The nearest before it in the list whose usual way out leads nowhere yet, else the nearest after it.
  const before = [...flow.steps.slice(0, at).toReversed(), ...flow.steps.slice(at + 1)];
  const open = before.flatMap(other => {
    const [field] = linkFields(other);
    return field !== undefined && fromStart.has(other.id) && linkTarget(other, field) === undefined ? [{ other, field }] : [];
  })[0];
  return [
    ...(open === undefined
      ? []
      : [
          {
            label: `connect “${stepTitle(open.other)}” to it`,
            edits: [{ kind: 'link' as const, from: open.other.id, field: open.field, to: step.id }],
          },
        ]),
    { label: `delete “${stepTitle(step)}”`, edits: [{ kind: 'remove-steps', stepIds: [step.id], heal: true }] },
  ];
}

/** The wished place, or the first beneath it where no step stands. */
function clearOf(flow: Flow, wished: Point): Point {
  const places = Object.values(flow.layout ?? {});
  const isTaken = ({ x, y }: Point) => places.some(place => Math.abs(place.x - x) < 280 && Math.abs(place.y - y) < 120);
  let at = wished;
  while (isTaken(at)) at = { x: at.x, y: at.y + 140 };
  return at;
}
