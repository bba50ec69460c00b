import { StepId } from '../base/ids.ts';
import { jsonSpan } from '../base/json-span.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { FLOW_FORMAT, Flow } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';
import { issueSentence } from './issue-sentence.ts';
import { flowFormatOf, upgradeFlow } from './upgrade-flow.ts';

export type ReadFlow =
  { readonly flow: Flow; readonly problems: readonly FlowProblem[] } | { readonly flow: null; readonly problems: readonly FlowProblem[] };

const MAX_PROBLEMS = 50;
/** A flow of 10,000 ordinary steps has half of this. */
const MAX_FLOW_BYTES = 8 * 1024 * 1024;

/**
 * The flow that a file holds, of an older format too; a warning then says what became of it. Without one, `problems` say why: it is not JSON,
 * not a flow, of a newer format, or two of its steps share an id.
 * Ranges are UTF-16 offsets in the file. Whether the flow is finished and can run is `checkFlow`'s to say.
 */
export function readFlowText(text: string): ReadFlow {
  if (text.length > MAX_FLOW_BYTES)
    return refusal('too-large', 'A flow has 8 MiB at most. Move long texts from its steps into the packet.', { start: 0, end: 0 });
  const read = parseJson(text);
  if (!read.ok) {
    const { message, line, column, offset } = read.error;
    const range = { start: offset, end: Math.min(text.length, offset + 1) };
    return refusal('not-json', `This is not JSON: line ${line}, column ${column}: ${message}`, range);
  }
  const written = read.value;
  const format = isJsonObject(written) ? written['format'] : undefined;
  const number = flowFormatOf(written);
  if (!isJsonObject(written) || (number === null && !(typeof format === 'string' && format.startsWith('atelier-flow/'))))
    return refusal(
      'not-a-flow',
      `This is not a flow: a flow is an object with "format": "${FLOW_FORMAT}", a name and steps.`,
      jsonSpan(text, []),
    );
  const { document: json, notices } = upgradeFlow(written);
  if (json['format'] !== FLOW_FORMAT) {
    const message = `This flow was written by a newer Atelier Studio (${typeof format === 'string' ? format.slice(0, 40) : 'no format'}); this one reads ${FLOW_FORMAT}. Update to open it.`;
    return refusal('newer-format', message, jsonSpan(text, ['format']));
  }
  const parsed = Flow.safeParse(json);
  if (!parsed.success)
    return { flow: null, problems: parsed.error.issues.slice(0, MAX_PROBLEMS).map(issue => shapeProblem(issue, json, text)) };
  const twice = stepsTwice(parsed.data, text);
  if (twice.length > 0) return { flow: null, problems: twice };
  return { flow: parsed.data, problems: notices.map(message => ({ severity: 'warning', code: 'older-format', message })) };
}

type Range = NonNullable<FlowProblem['range']>;

const refusal = (code: string, message: string, range: Range): ReadFlow => ({
  flow: null,
  problems: [{ severity: 'error', code, message, range }],
});

type Issue = Parameters<typeof issueSentence>[0];

function shapeProblem(issue: Issue, json: Json, text: string): FlowProblem {
  const path = issue.path.map(part => (typeof part === 'number' ? part : String(part)));
  const [first, index, ...inside] = path;
  const step = first === 'steps' && typeof index === 'number' ? valueAt(json, ['steps', index]) : undefined;
  const id = step === undefined ? undefined : StepId.safeParse(isJsonObject(step) ? step['id'] : undefined);
  const stepName = id?.success === true ? `Step \`${id.data}\`` : `Step ${Number(index) + 1}`;
  const place =
    step === undefined
      ? path.length === 0
        ? 'The flow'
        : path.join('.')
      : inside.length === 0
        ? stepName
        : `${stepName}: ${inside.join('.')}`;
  return {
    severity: 'error',
    code: 'wrong-shape',
    ...(id?.success === true ? { stepId: id.data } : {}),
    range: jsonSpan(text, path),
    message: issueSentence(issue, place, valueAt(json, path)),
  };
}

function valueAt(json: Json, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string | number, Json>>)[part]; // true: it has this key of its own
  }
  return value;
}

function stepsTwice({ steps }: Flow, text: string): FlowProblem[] {
  const seen = new Set<string>();
  return steps.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = `Two steps have the id \`${id}\`. Give step ${index + 1} of the file another id, and change what refers to it.`;
    return [{ severity: 'error' as const, code: 'duplicate-step', stepId: id, range: jsonSpan(text, ['steps', index, 'id']), message }];
  });
}
