import { isGiven } from './is-given.ts';
import { checkGiven } from './check-given.ts';
import { stepTitle, type Flow, type Step, type StepOf } from './flow.ts';
import { actionOf, eventOf, productOf, skillOf, type FlowCatalog } from './flow-catalog.ts';
import type { FlowProblem } from './flow-problem.ts';
import { nearestName } from './nearest-name.ts';

/** Skills, products, actions and event types that steps name: are they there, and do they get what they need. */
export const checkReferences = (flow: Flow, catalog: FlowCatalog): FlowProblem[] => flow.steps.flatMap(step => checkStep(step, catalog));

function checkStep(step: Step, catalog: FlowCatalog): readonly FlowProblem[] {
  switch (step.kind) {
    case 'sage_skill':
      return checkSkill(step, catalog);
    case 'product_action':
      return checkAction(step, catalog);
    case 'event_wait':
      return checkEvent(step, catalog);
    case 'gate':
      return isGiven(step.config.expression)
        ? []
        : [
            problem(
              step,
              'no-expression',
              'config.expression',
              'The gate has no expression. Say what must be true to pass, e.g. context.score >= 0.7.',
            ),
          ];
    case 'human_task':
      return [];
  }
}

function checkSkill(step: StepOf<'sage_skill'>, catalog: FlowCatalog): readonly FlowProblem[] {
  const { skill: name, input } = step.config;
  if (!isGiven(name)) return [problem(step, 'no-skill', 'config.skill', 'No skill is chosen. Choose what Sage does in this step.')];
  const skill = skillOf(catalog, name);
  if (skill !== undefined)
    return checkGiven({ step, field: 'config.input', given: input, schema: skill.input, taker: `The skill ${name}` });
  const names = catalog.skills.map(one => one.name);
  return [
    problem(step, 'no-such-skill', 'config.skill', `There is no skill “${name}” in this workspace.${meant(name, names)} Choose another.`),
  ];
}

function checkAction(step: StepOf<'product_action'>, catalog: FlowCatalog): readonly FlowProblem[] {
  const { product: name, action, payload } = step.config;
  if (!isGiven(name)) return [problem(step, 'no-product', 'config.product', 'No product is chosen. Choose the system that acts.')];
  const product = productOf(catalog, name);
  if (product === undefined) {
    const names = catalog.products.map(one => one.product);
    return [
      problem(
        step,
        'no-such-product',
        'config.product',
        `No product “${name}” is registered.${meant(name, names)} Choose another, or register it.`,
      ),
    ];
  }
  if (!isGiven(action)) return [problem(step, 'no-action', 'config.action', `No action is chosen. Choose what ${name} is asked to do.`)];
  const known = actionOf(catalog, name, action);
  if (known !== undefined)
    return checkGiven({ step, field: 'config.payload', given: payload, schema: known.payload, taker: `The action ${name}.${action}` });
  const has = Object.keys(product.actions).join(', ');
  return [problem(step, 'no-such-action', 'config.action', `${name} has no action “${action}”. It has: ${has}.`)];
}

function checkEvent(step: StepOf<'event_wait'>, catalog: FlowCatalog): readonly FlowProblem[] {
  const { eventType } = step.config;
  if (!isGiven(eventType))
    return [problem(step, 'no-event-type', 'config.eventType', 'No event type is chosen. Choose what this step waits for.')];
  if (eventOf(catalog, eventType) !== undefined) return [];
  const names = catalog.products.flatMap(({ events }) => Object.keys(events));
  const message = `No registered product tells of “${eventType}”, so this step may wait for ever.${meant(eventType, names)}`;
  return [{ ...problem(step, 'unknown-event-type', 'config.eventType', message), severity: 'warning' }];
}

function problem(step: Step, code: string, field: string, message: string): FlowProblem {
  return { severity: 'error', code, stepId: step.id, field, message: `“${stepTitle(step)}”: ${message}` };
}

function meant(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  return near === null ? '' : ` Is “${near}” meant?`;
}
