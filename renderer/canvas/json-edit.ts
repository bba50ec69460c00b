import { ok, refused, type Result } from '../../engine/base/result.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { readFlowText } from '../../engine/flow/read-flow-text.ts';

/** A flow as a person reads it: its keys in the order of the format, two spaces deep. */
export const jsonText = (flow: Flow): string => `${JSON.stringify(flow, null, 2)}\n`;

/** What a text would change of the flow: one edit, none when it says the same; or why it is no flow, as a sentence. */
export function jsonEdit(text: string, flow: Flow): Result<readonly FlowEdit[], string> {
  const read = readFlowText(text);
  if (read.flow === null) return refused(read.problems[0]?.message ?? 'This text is not a flow.');
  return ok(JSON.stringify(read.flow) === JSON.stringify(flow) ? [] : [{ kind: 'replace-flow', flow: read.flow }]);
}
