import { neverHere } from '../base/never-here.ts';
import { changedValue, spoken, type Naming } from './change-sentence.ts';
import type { FlowChange } from './flow-change.ts';
import type { Flow, SliceContract } from './flow.ts';
import { asJson, jsonChanges } from './json-changes.ts';
import { sameExpression } from './same-expression.ts';
import { keyWords, shortTexts } from './short-words.ts';

/** What changed about the flow as a whole: name, description, trigger, the packet it asks for, declared context, first step. */
export const diffHead = (was: Flow, is: Flow, naming: Naming): readonly FlowChange[] => [
  ...nameChange(was, is),
  ...textChange('description', 'Description', was.description, is.description),
  ...triggerChange(was.trigger, is.trigger),
  ...sliceChanges(was.packet.slices, is.packet.slices),
  ...contextChanges(was, is),
  ...startChange(was, is, naming),
];

function nameChange(was: Flow, is: Flow): readonly FlowChange[] {
  if (was.name === is.name) return [];
  const [before, after] = shortTexts(was.name, is.name);
  return [{ kind: 'name', path: 'name', was: was.name, is: is.name, sentence: `The flow is now called ${after}, before ${before}.` }];
}

const textChange = (kind: 'description', label: string, was: string | undefined, is: string | undefined): readonly FlowChange[] =>
  was === is ? [] : [{ kind, path: kind, ...changedValue(was, is), sentence: `The flow: ${spoken(label, changedValue(was, is), null)}.` }];

function triggerChange(was: Flow['trigger'], is: Flow['trigger']): readonly FlowChange[] {
  const isSameText = (a: string, b: string, [field]: readonly (string | number)[]): boolean => field === 'match' && sameExpression(a, b);
  if (jsonChanges(asJson(was), asJson(is), isSameText).length === 0) return [];
  const sentence = `The flow now starts ${triggerWords(is)}, before ${triggerWords(was)}.`;
  return [{ kind: 'trigger', path: 'trigger', ...changedValue(asJson(was), asJson(is)), sentence }];
}

function triggerWords(trigger: Flow['trigger']): string {
  switch (trigger.on) {
    case 'manual':
      return 'by hand';
    case 'event':
      return `on the event ${trigger.eventType}${trigger.match === undefined ? '' : ` when ${trigger.match}`}`;
    case 'schedule':
      return `on the schedule ${trigger.cron} (${trigger.timezone})`;
    default:
      return neverHere(trigger);
  }
}

type Slices = Flow['packet']['slices'];

function sliceChanges(was: Slices, is: Slices): readonly FlowChange[] {
  const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return names.flatMap(name => {
    const [before, after] = [own(was, name), own(is, name)];
    const path = `packet.slices.${name}`;
    const whole = { kind: 'slice' as const, path, ...changedValue(asJson(before), asJson(after)) };
    if (after === undefined) return [{ ...whole, sentence: `The flow no longer asks for the slice “${name}”.` }];
    if (before === undefined)
      return [{ ...whole, sentence: `The flow now ${after.required ? 'needs' : 'may be given'} the slice “${name}”.` }];
    return jsonChanges(asJson(before), asJson(after)).map(change => ({
      kind: 'slice' as const,
      path: [path, ...change.path].join('.'),
      ...changedValue(change.was, change.is),
      sentence: sliceSentence(name, change),
    }));
  });
}

function sliceSentence(name: string, change: ReturnType<typeof jsonChanges>[number]): string {
  const [field, ...inside] = change.path.map(String);
  if (field === 'required') return `The slice “${name}” is now ${change.is === true ? 'required' : 'optional'}.`;
  if (field === 'sensitive')
    return `The slice “${name}” is ${change.is === true ? 'now masked' : 'no longer masked'} on screens and in exports.`;
  const label = [field === 'schema' ? 'Schema' : keyWords(field ?? ''), ...inside].join(' › ');
  return `The slice “${name}”: ${spoken(label, change, null)}.`;
}

const contextChanges = (was: Flow, is: Flow): readonly FlowChange[] =>
  jsonChanges(asJson(was.context), asJson(is.context)).map(change => ({
    kind: 'context',
    path: ['context', ...change.path].join('.'),
    ...changedValue(change.was, change.is),
    sentence: `The flow: ${spoken(['Declared context', ...change.path.slice(1)].join(' › '), change, null)}.`,
  }));

function startChange(was: Flow, is: Flow, naming: Naming): readonly FlowChange[] {
  if (was.start === is.start) return [];
  const sentence =
    is.start === undefined
      ? 'The flow no longer begins with any step.'
      : `The flow now begins with “${naming.is(is.start)}”${was.start === undefined ? '' : `, before with “${naming.was(was.start)}”`}.`;
  return [{ kind: 'start', path: 'start', ...changedValue(was.start, is.start), sentence }];
}

const own = (slices: Slices, name: string): SliceContract | undefined =>
  Object.hasOwn(slices, name) ? slices[name as keyof Slices] : undefined; // true: it is a key of its own
