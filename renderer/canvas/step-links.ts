import type { StepId } from '../../engine/base/ids.ts';
import type { Flow, Step } from '../../engine/flow/flow.ts';
import { links, type Link, type LinkField } from '../../engine/flow/links.ts';
import { LINK_FIELDS, linkTarget } from '../../engine/flow/with-link.ts';
import type { StepHandle } from '../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';

/** A way out of a step. */
export type WayOut = Pick<Link, 'from' | 'field'>;

/** Where a way out leads: a step, `halt`, or nowhere. */
export const targetOf = (step: Step, field: LinkField): StepId | 'halt' | undefined =>
  step.kind === 'gate' && field === 'onFail' && step.config.onFail === 'halt' ? 'halt' : linkTarget(step, field);

/** The ways out that are drawn: those that always are, and those that lead somewhere. */
export const drawnWays = (step: Step): readonly StepHandle[] =>
  STEP_DEFINITIONS[step.kind].handles.filter(way => way.always || targetOf(step, way.field) !== undefined);

/** Every link to a step that is there. */
export function drawnLinks(flow: Flow): readonly Link[] {
  const known = new Set<string>(flow.steps.map(step => step.id));
  return links(flow).filter(link => known.has(link.to));
}

/** The name of an edge on the canvas; a way out leads to one place only. */
export const edgeId = ({ from, field }: WayOut): string => `${from}:${field}`;

/** The way out that a handle of the canvas stands for; null for any other. */
export function wayOf(stepId: string, handle: string | null | undefined): WayOut | null {
  const field = LINK_FIELDS.find(one => one === handle);
  return field === undefined ? null : { from: stepId as StepId, field }; // true: the canvas names its nodes by step id
}
