import type { Shapes } from '../expression/shape.ts';
import type { Flow, Step } from './flow.ts';
import type { FlowShapes } from './flow-shapes.ts';
import type { FlowText } from './flow-texts.ts';

/** What an expression at a field may name, and whether it must be true or false. `step` is null in the flow's trigger. */
export function sightOf(step: Step | null, field: string): Pick<FlowText, 'sees'> & { readonly isTest: boolean } {
  if (step === null) return { sees: 'event-only', isTest: field === 'trigger.match' };
  if (step.kind === 'event_wait' && field === 'config.match') return { sees: 'event', isTest: true };
  const sees = field.startsWith('save.') || field === 'config.memory.remember' ? 'output' : 'run';
  return { sees, isTest: step.kind === 'gate' && field === 'config.expression' };
}

/** The names that are seen from there, with what is known of each before a run. */
export function shapesSeen(sees: FlowText['sees'], step: Step | null, flow: Flow, { base, outputOf, eventShapes }: FlowShapes): Shapes {
  switch (sees) {
    case 'run':
      return base;
    case 'output':
      return step === null ? base : { ...base, output: outputOf(step) };
    case 'event':
      return step?.kind === 'event_wait' ? { ...base, ...eventShapes(step.config.eventType) } : base;
    case 'event-only':
      return flow.trigger.on === 'event' ? eventShapes(flow.trigger.eventType) : {};
  }
}
