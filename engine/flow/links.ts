import type { StepId } from '../base/ids.ts';
import type { StepHandle } from '../steps/step-definition.ts';
import type { Flow, Step } from './flow.ts';

export type LinkField = StepHandle['field'];

/** One arrow of the drawing. */
export interface Link {
  readonly from: StepId;
  readonly field: LinkField;
  readonly to: StepId;
}

/** Every arrow, step by step in the order of the flow; also those that lead to a step that is not there. */
export const links = (flow: Flow): readonly Link[] => flow.steps.flatMap(linksOf);

/** The arrows out of one step, in the order of its handles. A gate that halts on fail has none there. */
export function linksOf(step: Step): readonly Link[] {
  const targets = targetsOf(step);
  return targets.flatMap(([field, to]) => (to === undefined ? [] : [{ from: step.id, field, to }]));
}

/** Where a field stands inside its step, e.g. `config.onPass`. */
export const linkPath = (field: LinkField): string => (field === 'next' || field === 'onError' ? field : `config.${field}`);

function targetsOf(step: Step): readonly (readonly [LinkField, StepId | undefined])[] {
  switch (step.kind) {
    case 'gate': {
      const { onPass, onFail } = step.config;
      return [
        ['onPass', onPass],
        ['onFail', onFail === 'halt' ? undefined : onFail],
      ];
    }
    case 'human_task':
      return [
        ['next', step.next],
        ['onDeadline', step.config.onDeadline],
        ['onError', step.onError],
      ];
    case 'event_wait':
      return [
        ['next', step.next],
        ['onTimeout', step.config.onTimeout],
        ['onError', step.onError],
      ];
    case 'sage_skill':
    case 'product_action':
      return [
        ['next', step.next],
        ['onError', step.onError],
      ];
  }
}
