import { StepId } from '../base/ids.ts';
import type { Expression } from '../expression/expression.ts';
import { stepTitle, type Flow } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';
import type { FlowText } from './flow-texts.ts';
import { nearestName } from './nearest-name.ts';
import type { Reach } from './reach.ts';

/** What one expression of a flow reads. */
export interface Reading {
  readonly owner: FlowText;
  readonly field: string;
  /** Of the expression inside the field's text. */
  readonly offset: number;
  readonly places: Expression['places'];
}

interface Surroundings {
  readonly flow: Flow;
  readonly stepIds: ReadonlySet<string>;
  /** The step that a name is most likely a slip of. */
  readonly nearestStep: (name: string) => string | null;
  readonly reach: Reach;
}

type Place = Expression['places'][number];

/** Slices that the flow does not ask for or that may be missing; steps that do not exist or cannot have run by then. */
export function checkReads(reading: Reading, around: Surroundings): readonly FlowProblem[] {
  if (reading.owner.sees === 'event-only') return []; // knows neither, and is told so
  return reading.places.flatMap(place => {
    const [root, name] = place.path;
    if (typeof name !== 'string') return [];
    if (root === 'packet') return sliceProblem(name, place, reading, around);
    return root === 'steps' ? stepProblem(name, place, reading, around) : [];
  });
}

function sliceProblem(name: string, place: Place, reading: Reading, { flow }: Surroundings): readonly FlowProblem[] {
  const slice = Object.entries(flow.packet.slices).find(([declared]) => declared === name)?.[1];
  if (slice === undefined) {
    const near = nearestName(name, Object.keys(flow.packet.slices));
    const message = `this flow does not ask its packet for a slice \`${name}\`.${near === null ? '' : ` Is \`${near}\` meant?`}`;
    return [problem('undeclared-slice', 'error', message, place, reading, `Add the slice \`${name}\` to what this flow needs.`)];
  }
  if (slice.required || place.isGuarded) return [];
  const message = `the slice \`${name}\` is optional, and without it this step fails. Write has(packet.${name}) ? … : … .`;
  return [problem('optional-slice', 'warning', message, place, reading, `Make the slice \`${name}\` required.`)];
}

function stepProblem(
  name: string,
  place: Place,
  reading: Reading,
  { flow, stepIds, nearestStep, reach }: Surroundings,
): readonly FlowProblem[] {
  if (!stepIds.has(name)) {
    const near = nearestStep(name);
    const message = `there is no step \`${name}\`.${near === null ? '' : ` Is \`${near}\` meant?`}`;
    return [problem('no-such-step', 'error', message, place, reading)];
  }
  const { step } = reading.owner;
  if (step === null || place.isGuarded || reach.canFollow(StepId.parse(name), step.id)) return [];
  const title = flow.steps.find(({ id }) => id === name)?.title ?? name;
  const message =
    step.id === name
      ? 'it reads its own output, which is not there yet.'
      : `“${title}” never runs before this step, so its output is not there. Connect it before, or ask has(steps.${name}) first.`;
  return [problem('never-before', 'warning', message, place, reading)];
}

function problem(
  code: string,
  severity: FlowProblem['severity'],
  message: string,
  place: Place,
  { owner: { step }, field, offset }: Reading,
  fix?: string,
): FlowProblem {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return {
    severity,
    code,
    ...(step === null ? {} : { stepId: step.id }),
    field,
    range: { start: place.start + offset, end: place.end + offset },
    message: step === null ? `The trigger: ${sentence}` : `“${stepTitle(step)}”: ${sentence}`,
    ...(fix === undefined ? {} : { fix }),
  };
}
