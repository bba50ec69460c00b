import type { StepId } from '../../engine/base/ids.ts';
import { ok, refused, type Result } from '../../engine/base/result.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { stepOf, Step, type Flow, type Point } from '../../engine/flow/flow.ts';
import { freshStepId } from '../../engine/flow/fresh-step-id.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { CARD_HEIGHT, CARD_WIDTH, GAP_X, GAP_Y } from './card-measures.ts';
import { linkSteps } from './from-canvas.ts';
import type { PaletteChoice } from './palette-choices.ts';
import { freePlace, placeSteps } from './place-steps.ts';
import { drawnWays, targetOf, type WayOut } from './step-links.ts';
import { reach } from './walk.ts';

/** How a step that is added is joined to the flow. */
export type JoinHow =
  | { readonly kind: 'free' }
  | ({ readonly kind: 'after' } & WayOut)
  | ({ readonly kind: 'insert' } & WayOut)
  /** Leads to a step that nothing leads to; in the start's place when that is the one. */
  | { readonly kind: 'before'; readonly to: StepId };

export interface AddedStep {
  readonly step: Step;
  readonly edits: readonly FlowEdit[];
}

/** A new step with all that joins it, to be carried out as one deed. `at` is the wished top left corner; null finds a place by itself, near `middle`. */
export function addedStep(
  flow: Flow,
  choice: PaletteChoice,
  how: JoinHow,
  { at, middle }: { readonly at: Point | null; readonly middle: Point },
): Result<AddedStep, string> {
  const title = choice.stepTitle ?? STEP_DEFINITIONS[choice.kind].title;
  const id = freshStepId(
    flow.steps.map(step => step.id),
    choice.stepTitle ?? choice.kind,
  );
  const made = Step.safeParse({ id, kind: choice.kind, title, config: choice.config });
  if (!made.success) return refused(`“${title}” cannot be added: ${made.error.issues[0]?.message ?? 'its settings do not fit'}.`);
  const step = made.data;
  const add = (point: Point): FlowEdit => ({ kind: 'add-steps', steps: [step], layout: { [id]: point } });
  const places = placeSteps(flow);
  const taken = [...places.values()];
  switch (how.kind) {
    case 'free':
      return ok({ step, edits: [add(freePlace(at ?? { x: middle.x - CARD_WIDTH / 2, y: middle.y - CARD_HEIGHT / 2 }, taken))] });
    case 'after':
      return ok({
        step,
        edits: [add(freePlace(at ?? placeAfter(flow, how, places), taken)), ...linkSteps({ from: how.from, field: how.field, to: id })],
      });
    case 'insert':
      return ok({ step, edits: inserted(flow, step, how, places, add) });
    case 'before': {
      const [onward] = drawnWays(step);
      const to = places.get(how.to) ?? { x: 0, y: 0 };
      return ok({
        step,
        edits: [
          add(freePlace(at ?? { x: to.x - CARD_WIDTH - GAP_X, y: to.y }, taken)),
          ...(onward === undefined ? [] : linkSteps({ from: id, field: onward.field, to: how.to })),
          ...(flow.start === how.to ? [{ kind: 'set-start' as const, stepId: id }] : []),
        ],
      });
    }
  }
}

/** To the right of the step, a little higher or lower for each of several ways out. */
function placeAfter(flow: Flow, { from, field }: WayOut, places: ReadonlyMap<StepId, Point>): Point {
  const at = places.get(from) ?? { x: 0, y: 0 };
  const step = stepOf(flow, from);
  const ways = step === undefined ? [] : drawnWays(step);
  const lane = ways.length < 2 ? 0 : ways.findIndex(way => way.field === field) - (ways.length - 1) / 2;
  return { x: at.x + CARD_WIDTH + GAP_X, y: at.y + lane * (CARD_HEIGHT + GAP_Y) };
}

/** Between the two ends of a link; what follows makes room to the right when there is too little. */
function inserted(
  flow: Flow,
  step: Step,
  way: WayOut,
  places: ReadonlyMap<StepId, Point>,
  add: (point: Point) => FlowEdit,
): readonly FlowEdit[] {
  const source = stepOf(flow, way.from);
  const target = source === undefined ? undefined : targetOf(source, way.field);
  const from = places.get(way.from) ?? { x: 0, y: 0 };
  const [onward] = drawnWays(step);
  const links = linkSteps({ ...way, to: step.id });
  const to = target === undefined || target === 'halt' ? undefined : places.get(target);
  if (target === undefined || target === 'halt' || to === undefined) return [add(placeAfter(flow, way, places)), ...links];
  const onwardLinks = onward === undefined ? [] : linkSteps({ from: step.id, field: onward.field, to: target });
  const isBackward = to.x <= from.x;
  const room = isBackward ? 0 : Math.max(0, 2 * (CARD_WIDTH + GAP_X) - (to.x - from.x));
  const moved: Record<StepId, Point> = {};
  if (room > 0)
    for (const stepId of reach(flow, [target], 'downstream')) {
      const point = places.get(stepId);
      if (point !== undefined && point.x >= to.x) moved[stepId] = { x: point.x + room, y: point.y };
    }
  const taken = [...places].filter(([stepId]) => moved[stepId] === undefined).map(([, point]) => point);
  const middle = {
    x: isBackward ? (from.x + to.x) / 2 : (from.x + to.x + room) / 2,
    y: isBackward ? Math.max(from.y, to.y) + CARD_HEIGHT + GAP_Y : (from.y + to.y) / 2,
  };
  return [
    ...(Object.keys(moved).length === 0 ? [] : [{ kind: 'move-steps' as const, to: moved }]),
    add(freePlace(middle, taken)),
    ...links,
    ...onwardLinks,
  ];
}
