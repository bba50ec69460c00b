import { SliceName } from '../../../engine/base/ids.ts';
import type { Json } from '../../../engine/base/json.ts';
import { ok, refused, type Result } from '../../../engine/base/result.ts';
import type { FlowEdit } from '../../../engine/flow/flow-edit.ts';
import type { Flow, SliceContract, Step } from '../../../engine/flow/flow.ts';
import { linkPath } from '../../../engine/flow/links.ts';
import { LINK_FIELDS } from '../../../engine/flow/with-link.ts';
import type { FieldPath } from './value-at.ts';

/** A field of a step put to a value, undefined to take it away. A field that is a link is linked, so that it is one thing with the canvas. */
export function changedStep(step: Step, path: FieldPath, value: Json | undefined): readonly FlowEdit[] {
  const field = LINK_FIELDS.find(one => linkPath(one) === path.join('.'));
  const isLink = field !== undefined && (field === 'next' || field === 'onError' || step.kind !== 'sage_skill');
  if (isLink)
    return [{ kind: 'link', from: step.id, field, to: typeof value === 'string' && value !== 'halt' ? (value as Step['id']) : null }]; // true: editFlow refuses what is no step's id
  return [{ kind: 'change-step', stepId: step.id, changes: [{ path: [...path], ...(value === undefined ? {} : { value }) }] }];
}

/** Fields of the flow itself; undefined takes one away. */
export interface FlowChange {
  readonly name?: string;
  readonly description?: string | undefined;
  readonly trigger?: Flow['trigger'];
  readonly packet?: Flow['packet'];
}

export const changedFlow = (change: FlowChange): readonly FlowEdit[] => [
  {
    kind: 'change-flow',
    changes: Object.entries(change).map(([field, value]) => ({ path: [field], ...(value === undefined ? {} : { value: value as Json }) })), // true: parts of a flow are JSON
  },
];

type SliceChange = { readonly [Field in keyof SliceContract]?: SliceContract[Field] | undefined };

export function changedSlice(flow: Flow, name: SliceName, change: SliceChange): FlowChange {
  const before = flow.packet.slices[name];
  const { description, ...kept } = { ...before, ...change };
  const slice = {
    schema: {},
    required: true,
    sensitive: false,
    ...kept,
    ...(description === undefined ? {} : { description }),
  } as SliceContract; // true: every field of it was given a value above
  return { packet: { slices: { ...flow.packet.slices, [name]: slice } } };
}

export const removedSlice = (flow: Flow, name: SliceName): FlowChange => ({
  packet: { slices: recordOf(Object.entries(flow.packet.slices).filter(([other]) => other !== name)) },
});

/** The slice under another name, in its place in the list. Expressions that read the old name are listed as problems. */
export function renamedSlice(flow: Flow, name: SliceName, next: string): Result<FlowChange, string> {
  const fits = freeName(flow, next);
  if (!fits.ok) return fits;
  return ok({
    packet: { slices: recordOf(Object.entries(flow.packet.slices).map(([other, slice]) => [other === name ? fits.value : other, slice])) },
  });
}

export function addedSlice(flow: Flow, name: string): Result<FlowChange, string> {
  const fits = freeName(flow, name);
  return fits.ok ? ok(changedSlice(flow, fits.value, { schema: { type: 'string' } })) : fits;
}

function freeName(flow: Flow, name: string): Result<SliceName, string> {
  const read = SliceName.safeParse(name);
  if (!read.success) return refused('A name has letters, digits and _, and does not begin with a digit.');
  return Object.hasOwn(flow.packet.slices, name) ? refused('There is a slice of this name already.') : ok(read.data);
}

const recordOf = (entries: [string, SliceContract][]): Flow['packet']['slices'] => Object.fromEntries(entries); // true: names of slices that were parsed
