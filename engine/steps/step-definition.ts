import type { z } from 'zod';

/** The five kinds, and no sixth: what engineers register is skills, product actions and event types. */
export const STEP_KINDS = ['sage_skill', 'human_task', 'product_action', 'event_wait', 'gate'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One way out of a step, as the canvas draws it and the flow document names it. */
export interface StepHandle {
  /** Where the target stands: `next` and `onError` on the step itself, the others in its config. */
  readonly field: 'next' | 'onError' | 'onPass' | 'onFail' | 'onTimeout' | 'onDeadline';
  /** The word on the canvas; null draws none. */
  readonly label: string | null;
  /** False: the handle is shown only when it leads somewhere or the form sets it. */
  readonly always: boolean;
}

/** What a kind is, as data: its form, its look, its ways out. Pure; the doing is in `work.ts` beside it. */
export interface StepDefinition<Config extends z.ZodType = z.ZodType> {
  readonly kind: StepKind;
  /** "Sage skill" */
  readonly title: string;
  /** One sentence for the palette. */
  readonly purpose: string;
  /** Lenient where a person is still drawing (an empty skill name); `checkFlow` says what is missing. */
  readonly config: Config;
  /** The config of a step just dropped on the canvas. */
  readonly blank: z.input<Config>;
  readonly handles: readonly StepHandle[];
  /** The one line of the card that matters: skill, assignee, action, event, expression. */
  readonly line: (config: z.output<Config>) => string;
}
