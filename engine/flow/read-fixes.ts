import { StepId } from '../base/ids.ts';
import { JsonValue } from '../base/json.ts';
import { parseExpression } from '../expression/expression.ts';
import { fieldAt, type FoundField } from './field-at.ts';
import type { FlowEdit } from './flow-edit.ts';
import type { FlowProblem } from './flow-problem.ts';
import { stepTitle, type Flow, type Step } from './flow.ts';
import { createdStep } from './link-fixes.ts';
import { nearestName } from './nearest-name.ts';
import type { QuickFix } from './quick-fix.ts';

/** What puts right what an expression reads: slices the flow does not ask for or that may be missing, steps that are not there. */
export function readFixes(flow: Flow, problem: FlowProblem, step: Step | undefined): readonly QuickFix[] {
  const { code } = problem;
  if (code !== 'undeclared-slice' && code !== 'optional-slice' && code !== 'no-such-step') return [];
  const read = readOf(flow, problem, step);
  if (read === null) return [];
  if (code === 'optional-slice')
    return [
      {
        label: `make the slice ${read.name} required`,
        edits: [{ kind: 'change-flow', changes: [{ path: ['packet', 'slices', read.name, 'required'], value: true }] }],
      },
    ];
  if (code === 'undeclared-slice')
    return [
      ...renamed(read, nearestName(read.name, Object.keys(flow.packet.slices)), near => `read the slice ${near}`),
      { label: `add the slice ${read.name}`, edits: [addSlice(read.name)] },
    ];
  const near = nearestName(
    read.name,
    flow.steps.map(({ id }) => id),
  );
  const meant = flow.steps.find(({ id }) => id === near);
  const id = StepId.safeParse(read.name);
  return [
    ...renamed(read, near, () => `read “${meant === undefined ? '' : stepTitle(meant)}”`),
    ...(id.success ? [{ label: `create the step ${read.name}`, edits: [createdStep(flow, id.data, step)] }] : []),
  ];
}

/** What the flow asks its packet for from now on, of any shape. */
export const addSlice = (name: string): FlowEdit => ({
  kind: 'change-flow',
  changes: [{ path: ['packet', 'slices', name], value: { schema: {}, required: true, sensitive: false } }],
});

interface Read {
  /** What is read of the packet or of the steps. */
  readonly name: string;
  /** The edit that writes another name in its place. */
  readonly rename: (name: string) => FlowEdit;
}

/** The place in a text that a problem is about. */
function readOf(flow: Flow, { field, range }: FlowProblem, step: Step | undefined): Read | null {
  if (field === undefined || range === undefined) return null;
  const found = fieldAt(JsonValue.parse(step ?? flow), field);
  if (found === null || typeof found.value !== 'string') return null;
  const text = found.value;
  const place = text.slice(range.start, range.end);
  const parsed = parseExpression(place);
  const [root, name] = (parsed.ok ? parsed.value.reads[0] : undefined) ?? [];
  if (typeof name !== 'string') return null;
  const at = place.indexOf(name, String(root).length);
  if (at < 0) return null;
  return {
    name,
    rename: other => changed(found, step, text.slice(0, range.start + at) + other + text.slice(range.start + at + name.length)),
  };
}

const changed = ({ path }: FoundField, step: Step | undefined, value: string): FlowEdit =>
  step === undefined
    ? { kind: 'change-flow', changes: [{ path, value }] }
    : { kind: 'change-step', stepId: step.id, changes: [{ path, value }] };

const renamed = ({ rename }: Read, near: string | null, label: (near: string) => string): readonly QuickFix[] =>
  near === null ? [] : [{ label: label(near), edits: [rename(near)] }];
