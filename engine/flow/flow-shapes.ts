import { checkExpression } from '../expression/check-expression.ts';
import { ANY, BOOL, joinShapes, mapShape, NUMBER, shapeOf, TEXT, type Shape, type Shapes } from '../expression/shape.ts';
import { DEFAULT_OUTCOMES } from '../steps/human_task/definition.ts';
import type { Flow, Step } from './flow.ts';
import { actionOf, eventOf, skillOf, type FlowCatalog } from './flow-catalog.ts';

/** What is known of every root of a flow's expressions before it runs. */
export interface FlowShapes {
  /** packet, context, steps and run. */
  readonly base: Shapes;
  readonly outputOf: (step: Step) => Shape;
  /** event and payload, for events of this type. */
  readonly eventShapes: (eventType: string) => Shapes;
}

export function flowShapes(flow: Flow, catalog: FlowCatalog): FlowShapes {
  const outputs = new Map<Step, Shape>();
  const ofSkills = new Map<string, Shape>();
  const outputOf = (step: Step): Shape => {
    const known = outputs.get(step) ?? outputShape(step, catalog, ofSkills);
    outputs.set(step, known);
    return known;
  };
  const slices = Object.entries(flow.packet.slices).map(([name, { schema }]) => [name, shapeOf(schema)] as const);
  const base = {
    packet: mapShape(Object.fromEntries(slices), ANY), // slices that are not declared are told with a way out, not as missing fields
    steps: mapShape(Object.fromEntries(flow.steps.map(step => [step.id, mapShape({ output: outputOf(step) })])), ANY),
    run: RUN,
  };
  return {
    base: { ...base, context: contextShape(flow, base, outputOf) },
    outputOf,
    eventShapes: eventType => eventShapes(eventType, catalog),
  };
}

const RUN = mapShape({ id: TEXT, org_id: TEXT, flow: TEXT, version: NUMBER, started_at: TEXT, mode: TEXT });

function outputShape(step: Step, catalog: FlowCatalog, ofSkills: Map<string, Shape>): Shape {
  switch (step.kind) {
    case 'sage_skill': {
      const { skill } = step.config;
      const output = skillOf(catalog, skill)?.output;
      const shape = ofSkills.get(skill) ?? (output === undefined ? ANY : shapeOf(output));
      ofSkills.set(skill, shape);
      return shape;
    }
    case 'product_action': {
      const action = actionOf(catalog, step.config.product, step.config.action);
      return action === undefined ? ANY : shapeOf(action.response);
    }
    case 'human_task': {
      const { outcomes = DEFAULT_OUTCOMES, form } = step.config;
      const outcome: Shape = { kind: 'string', oneOf: outcomes.map(({ id }) => id) };
      return mapShape({ outcome, comment: TEXT, data: form === undefined ? ANY : shapeOf(form), by: TEXT, at: TEXT });
    }
    case 'event_wait':
      return mapShape({ event: eventShapes(step.config.eventType, catalog)['event'] ?? ANY });
    case 'gate':
      return mapShape({ result: BOOL });
  }
}

function eventShapes(eventType: string, catalog: FlowCatalog): Shapes {
  const schema = eventOf(catalog, eventType)?.payload;
  const payload = schema === undefined ? ANY : shapeOf(schema);
  const event = mapShape({
    v: NUMBER,
    event_id: TEXT,
    product: TEXT,
    event_type: TEXT,
    org_id: TEXT,
    idempotency_key: TEXT,
    occurred_at: TEXT,
    payload,
  });
  return { event, payload };
}

/** The declared fields, and besides them whatever some step saves; nothing else can be there. */
function contextShape(flow: Flow, base: Shapes, outputOf: (step: Step) => Shape): Shape {
  const declared = flow.context === undefined ? undefined : shapeOf(flow.context.schema);
  const fields = new Map(declared?.kind === 'map' ? declared.fields : []);
  const saved = new Map<string, Shape>();
  for (const step of flow.steps) {
    if (step.kind === 'gate') continue;
    for (const [name, text] of Object.entries(step.save ?? {})) {
      if (fields.has(name)) continue;
      const checked = checkExpression(text, ['packet', 'context', 'steps', 'run', 'output'], { ...base, output: outputOf(step) });
      const shape = checked.ok ? checked.value.shape : ANY;
      const earlier = saved.get(name);
      saved.set(name, earlier === undefined ? shape : joinShapes(earlier, shape));
    }
  }
  const isOpen = declared?.kind === 'map' && declared.rest !== null && declared.rest !== 'unnamed' && fields.size === 0;
  return { kind: 'map', fields: new Map([...saved, ...fields]), rest: isOpen && saved.size === 0 ? ANY : null };
}
