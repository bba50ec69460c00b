import { neverHere } from '../base/never-here.ts';
import type { StepId } from '../base/ids.ts';
import type { Step } from './flow.ts';
import type { LinkField } from './links.ts';

/** The fields of a step that name the step to go on with. */
export const LINK_FIELDS = ['next', 'onError', 'onPass', 'onFail', 'onTimeout', 'onDeadline'] as const satisfies readonly LinkField[];

/** Fields through which a step of this kind can go on, the usual way first. */
export function linkFields(step: Step): readonly LinkField[] {
  switch (step.kind) {
    case 'gate':
      return ['onPass', 'onFail'];
    case 'human_task':
      return ['next', 'onDeadline', 'onError'];
    case 'event_wait':
      return ['next', 'onTimeout', 'onError'];
    case 'sage_skill':
    case 'product_action':
      return ['next', 'onError'];
    default:
      return neverHere(step);
  }
}

/** Where a field of the step leads; undefined when nowhere (a gate that halts leads nowhere). */
export function linkTarget(step: Step, field: LinkField): StepId | undefined {
  switch (field) {
    case 'next':
    case 'onError':
      return step.kind === 'gate' ? undefined : step[field];
    case 'onPass':
      return step.kind === 'gate' ? step.config.onPass : undefined;
    case 'onFail':
      return step.kind === 'gate' && step.config.onFail !== 'halt' ? step.config.onFail : undefined;
    case 'onTimeout':
      return step.kind === 'event_wait' ? step.config.onTimeout : undefined;
    case 'onDeadline':
      return step.kind === 'human_task' ? step.config.onDeadline : undefined;
    default:
      return neverHere(field);
  }
}

/** The step with one field leading elsewhere; null takes the link away (a gate's fail side then halts). A field the kind does not have changes nothing. */
export function withLink(step: Step, field: LinkField, to: StepId | null): Step {
  if (!linkFields(step).includes(field)) return step;
  if (field === 'next' || field === 'onError') {
    const { [field]: _gone, ...rest } = step as Exclude<Step, { kind: 'gate' }>; // true: a gate has neither field
    return to === null ? rest : { ...rest, [field]: to };
  }
  if (step.kind === 'gate' && field === 'onFail') return { ...step, config: { ...step.config, onFail: to ?? 'halt' } };
  const { [field]: _gone, ...config } = step.config as Record<string, unknown>;
  return { ...step, config: to === null ? config : { ...config, [field]: to } } as Step; // true: `field` is one of this kind's optional links
}
