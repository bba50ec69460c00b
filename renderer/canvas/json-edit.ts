import { ok, refused, type Result } from '../../engine/base/result.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import { patchBetween } from '../../engine/flow/flow-patch.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { readFlowText } from '../../engine/flow/read-flow-text.ts';

/** A flow as a person reads it: its keys in the order of the format, two spaces deep. */
export const jsonText = (flow: Flow): string => `${JSON.stringify(flow, null, 2)}\n`;

/** What stands after “Undo” for a change of the text. */
export const JSON_LABEL = 'edit as JSON';

/** What a text would change of the flow, by step id: one edit, none when it says the same; or why it is no flow, each with its place in the text. */
export function jsonEdit(text: string, flow: Flow): Result<readonly FlowEdit[], readonly FlowProblem[]> {
  const read = readFlowText(text);
  if (read.flow === null) return refused(read.problems);
  const patch = patchBetween(flow, read.flow);
  return ok(patch === null ? [] : [{ kind: 'patch', patch, label: JSON_LABEL }]);
}
