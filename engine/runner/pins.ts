import { StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { referTo, type Blob, type ValueRef } from '../base/value-ref.ts';
import { stepOf, type Flow, type Step } from '../flow/flow.ts';
import { openMasking } from './masking.ts';
import { outputProblem } from './plan-fork.ts';
import type { StartRequest } from './runner-door.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/** Outputs that stand in for steps' own in a draft, by step. */
export type Pins = Readonly<Record<string, Json>>;

/** Why these cannot stand in for the outputs of this flow's steps, as a sentence; null when they can. */
export const pinProblem = (flow: Flow, pins: Pins, needs: Pick<RunnerNeeds, 'skills' | 'products'>): string | null =>
  outputProblem(flow, pins, step => outputSchemaOf(step, needs));

/** What a step's output has to be, as far as the workspace knows it. */
export function outputSchemaOf(step: Step, { skills, products }: Pick<RunnerNeeds, 'skills' | 'products'>) {
  if (step.kind === 'sage_skill') return skills.find(step.config.skill)?.output;
  if (step.kind !== 'product_action') return undefined;
  const { product, action } = step.config;
  const actions = products.list().find(manifest => manifest.product === product)?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action]?.response : undefined;
}

/** A new run's pins as its first row refers to them; none in a live run, and none for steps that are not there. */
export function keptPins({ flow, packet, mode, pins = {} }: Pick<StartRequest, 'flow' | 'packet' | 'mode' | 'pins'>): {
  readonly outputs: Record<StepId, ValueRef> | null;
  readonly blobs: readonly Blob[];
} {
  const here = mode === 'live' ? [] : Object.entries(pins).filter(([stepId]) => stepOf(flow, stepId) !== undefined);
  if (here.length === 0) return { outputs: null, blobs: [] };
  const masking = openMasking(flow, packet);
  const kept = here.map(([stepId, output]) => [StepId.parse(stepId), masking?.refer(stepId, output) ?? referTo(output)] as const);
  return {
    outputs: Object.fromEntries(kept.map(([stepId, { ref }]) => [stepId, ref])),
    blobs: kept.flatMap(([, { blob }]) => (blob === null ? [] : [blob])),
  };
}
