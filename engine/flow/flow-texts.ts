import type { Json } from '../base/json.ts';
import type { StepId } from '../base/ids.ts';
import type { Flow, Step } from './flow.ts';

/** One text of a flow that is an expression, or a value whose strings may hold `{{ expressions }}`. */
export type FlowText = {
  /** Null in the flow's trigger. */
  readonly step: Step | null;
  /** Dotted path inside the step or the flow, e.g. `config.show.0`. */
  readonly field: string;
  /** What it may name besides packet, context, steps and run. */
  readonly sees: 'run' | 'event' | 'output' | 'event-only';
} & (
  { readonly kind: 'expression'; readonly text: string; readonly isTest: boolean } | { readonly kind: 'template'; readonly value: Json }
);

/** All of them, in the order of the steps. */
export function flowTexts(flow: Flow): readonly FlowText[] {
  const { trigger } = flow;
  return [...textsOfTrigger(trigger), ...flow.steps.flatMap(textsOf)];
}

function textsOfTrigger(trigger: Flow['trigger']): readonly FlowText[] {
  if (trigger.on !== 'event') return [];
  const { match, packet = {} } = trigger;
  const place = { step: null, sees: 'event-only' } as const;
  return [
    ...(match === undefined ? [] : [{ ...place, field: 'trigger.match', kind: 'expression', text: match, isTest: true } as const]),
    ...Object.entries(packet).map(([slice, value]) => ({ ...place, field: `trigger.packet.${slice}`, kind: 'template', value }) as const),
  ];
}

/** The texts of one step: those of its config, then what it saves. */
export function textsOf(step: Step): readonly FlowText[] {
  const saves = step.kind === 'gate' ? [] : Object.entries(step.save ?? {});
  return [
    ...textsOfConfig(step),
    ...saves.map(([name, text]): FlowText => ({ step, field: `save.${name}`, sees: 'output', kind: 'expression', text, isTest: false })),
  ];
}

function textsOfConfig(step: Step): readonly FlowText[] {
  const test = (field: string, text: string, sees: FlowText['sees']): FlowText => ({
    step,
    field,
    sees,
    kind: 'expression',
    text,
    isTest: true,
  });
  const template = (field: string, value: Json): FlowText => ({ step, field, sees: 'run', kind: 'template', value });
  switch (step.kind) {
    case 'sage_skill':
      return [template('config.input', step.config.input), ...textsOfMemory(step)];
    case 'product_action':
      return [template('config.payload', step.config.payload)];
    case 'gate':
      return step.config.expression.trim() === '' ? [] : [test('config.expression', step.config.expression, 'run')];
    case 'event_wait':
      return step.config.match === undefined ? [] : [test('config.match', step.config.match, 'event')];
    case 'human_task': {
      const { description, deadline, show = [] } = step.config;
      return [
        template('config.description', description),
        ...(deadline === undefined ? [] : [template('config.deadline', deadline)]),
        ...show.map((text, index): FlowText => ({
          step,
          field: `config.show.${index}`,
          sees: 'run',
          kind: 'expression',
          text,
          isTest: false,
        })),
      ];
    }
  }
}

function textsOfMemory(step: Extract<Step, { kind: 'sage_skill' }>): readonly FlowText[] {
  const { read = [], write = [], remember = '' } = step.config.memory ?? {};
  return [
    ...(read.length === 0 ? [] : [{ step, field: 'config.memory.read', sees: 'run', kind: 'template', value: read } as const]),
    ...(write.length === 0 ? [] : [{ step, field: 'config.memory.write', sees: 'run', kind: 'template', value: write } as const]),
    ...(remember.trim() === ''
      ? []
      : [{ step, field: 'config.memory.remember', sees: 'output', kind: 'expression', text: remember, isTest: false } as const]),
  ];
}

/** Whose text it is. */
export const stepIdOf = ({ step }: FlowText): StepId | undefined => step?.id;
