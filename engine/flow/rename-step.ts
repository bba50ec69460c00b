import type { StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { renameRead, renameTemplateRead, type Renaming } from '../expression/rename-read.ts';
import type { Flow, Step } from './flow.ts';
import { linksOf } from './links.ts';
import { withLink } from './with-link.ts';

/** The flow with one step under another id, and with every arrow, expression and place that named it naming the new one. */
export function renameStep(flow: Flow, from: StepId, to: StepId): Flow {
  const renaming = { root: 'steps', from, to };
  const { start, layout, groups, trigger, ...rest } = flow;
  return {
    ...rest,
    trigger: trigger.on === 'event' && trigger.match !== undefined ? { ...trigger, match: renameRead(trigger.match, renaming) } : trigger,
    ...(start === undefined ? {} : { start: start === from ? to : start }),
    steps: flow.steps
      .map(step => relinked(renamedReads(step, renaming), from, to))
      .map(step => (step.id === from ? { ...step, id: to } : step)),
    ...(groups === undefined
      ? {}
      : { groups: groups.map(group => ({ ...group, stepIds: group.stepIds.map(id => (id === from ? to : id)) })) }),
    ...(layout === undefined
      ? {}
      : { layout: Object.fromEntries(Object.entries(layout).map(([id, place]) => [id === from ? to : id, place])) }),
  };
}

const relinked = (step: Step, from: StepId, to: StepId): Step =>
  linksOf(step).reduce((changed, link) => (link.to === from ? withLink(changed, link.field, to) : changed), step);

/** The step with the renaming made in all its expressions and templates; see `flowTexts` for where those stand. */
export function renamedReads(step: Step, renaming: Renaming): Step {
  if (step.kind === 'gate') return { ...step, config: { ...step.config, expression: renameRead(step.config.expression, renaming) } };
  const saved =
    step.save === undefined
      ? step
      : { ...step, save: Object.fromEntries(Object.entries(step.save).map(([name, text]) => [name, renameRead(text, renaming)])) };
  switch (saved.kind) {
    case 'sage_skill':
      return { ...saved, config: { ...saved.config, ...memoryOf(saved.config, renaming), input: filled(saved.config.input, renaming) } };
    case 'product_action':
      return { ...saved, config: { ...saved.config, payload: filled(saved.config.payload, renaming) } };
    case 'event_wait': {
      const { match } = saved.config;
      return match === undefined ? saved : { ...saved, config: { ...saved.config, match: renameRead(match, renaming) } };
    }
    case 'human_task': {
      const { description, deadline, show } = saved.config;
      return {
        ...saved,
        config: {
          ...saved.config,
          description: renameTemplateRead(description, renaming),
          ...(deadline === undefined ? {} : { deadline: renameTemplateRead(deadline, renaming) }),
          ...(show === undefined ? {} : { show: show.map(text => renameRead(text, renaming)) }),
        },
      };
    }
    default:
      return neverHere(saved);
  }
}

function memoryOf({ memory }: SageConfig, renaming: Renaming): Pick<SageConfig, 'memory'> {
  if (memory === undefined) return {};
  const { read, write, remember } = memory;
  return {
    memory: {
      ...memory,
      ...(read === undefined ? {} : { read: read.map(text => renameTemplateRead(text, renaming)) }),
      ...(write === undefined ? {} : { write: write.map(text => renameTemplateRead(text, renaming)) }),
      ...(remember === undefined ? {} : { remember: renameRead(remember, renaming) }),
    },
  };
}

type SageConfig = Extract<Step, { kind: 'sage_skill' }>['config'];

/** `value` of the same shape, its templates renamed. */
function filled<Value extends Json>(value: Value, renaming: Renaming): Value {
  const within = (inner: Json): Json => {
    if (typeof inner === 'string') return renameTemplateRead(inner, renaming);
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) return (inner as readonly Json[]).map(within); // true: Array.isArray of a Json
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, within(each)]));
  };
  return within(value) as Value; // true: only texts change, and texts stay texts
}
