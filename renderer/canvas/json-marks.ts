import { elementSpans, jsonSpan, type JsonSpan } from '../../engine/base/json-span.ts';
import { placeOf } from '../../engine/base/parse-json.ts';
import { asJson } from '../../engine/flow/json-changes.ts';
import { fieldAt } from '../../engine/flow/field-at.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import { stepTitle, type Flow, type Step } from '../../engine/flow/flow.ts';
import { problemWords } from '../panels/problems/problem-words.ts';

/** A problem where it stands in a flow's text; `start` and `end` are UTF-16 offsets. */
export interface JsonMark extends JsonSpan {
  readonly severity: FlowProblem['severity'];
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** More are not told at once. */
const MOST_MARKS = 200;

/** Why a text is no flow, where it stands in that text. */
export const brokenMarks = (text: string, problems: readonly FlowProblem[]): readonly JsonMark[] =>
  problems.slice(0, MOST_MARKS).map(({ severity, message, range = { start: 0, end: 0 } }) => marked(text, severity, message, range));

/** What is wrong with a flow, at its places in a text that says the same flow: at the field, else at its step, else at the beginning. */
export function flowMarks(text: string, flow: Flow, problems: readonly FlowProblem[]): readonly JsonMark[] {
  if (problems.length === 0) return [];
  const steps = stepSpans(text, flow);
  const byId = new Map(flow.steps.map(step => [step.id, step]));
  return problems.slice(0, MOST_MARKS).map(problem => {
    const { severity, stepId, field } = problem;
    const span = stepId === undefined ? undefined : steps.get(stepId);
    const step = stepId === undefined ? undefined : byId.get(stepId);
    const place = span === undefined || step === undefined ? headSpan(text, flow, field) : fieldSpan(text, span, step, field);
    return marked(
      text,
      severity,
      step === undefined ? problem.message : `${stepTitle(step)}: ${problemWords(problem, stepTitle(step))}`,
      place,
    );
  });
}

/** Where each step stands in a text that says the same flow. */
export function stepSpans(text: string, flow: Flow): ReadonlyMap<string, JsonSpan> {
  const spans = elementSpans(text, ['steps']);
  return new Map(flow.steps.flatMap(({ id }, index) => (spans[index] === undefined ? [] : [[id, spans[index]] as const])));
}

/** The step that a place in the text lies in; null between steps. */
export function stepAt(spans: ReadonlyMap<string, JsonSpan>, offset: number): string | null {
  for (const [stepId, { start, end }] of spans) if (offset >= start && offset <= end) return stepId;
  return null;
}

const headSpan = (text: string, flow: Flow, field: string | undefined): JsonSpan => {
  const path = pathOf(flow, field);
  return path.length === 0 ? { start: 0, end: 1 } : jsonSpan(text, path);
};

/** Of a step without the field, its id: there the step says who it is, and a whole step under a wave would hide the rest. */
function fieldSpan(text: string, { start, end }: JsonSpan, step: Step, field: string | undefined): JsonSpan {
  const inner = text.slice(start, end);
  const path = pathOf(step, field);
  const span = jsonSpan(inner, path.length === 0 ? ['id'] : path);
  return { start: start + span.start, end: start + span.end };
}

/** The deepest part of a dotted path that is there. */
function pathOf(value: Flow | Step, field: string | undefined): readonly (string | number)[] {
  const json = asJson(value);
  if (field === undefined || json === undefined) return [];
  for (let dotted = field; ; dotted = dotted.slice(0, Math.max(0, dotted.lastIndexOf('.')))) {
    const found = dotted === '' ? null : fieldAt(json, dotted);
    if (found !== null) return found.path;
    if (dotted === '') return [];
  }
}

const marked = (text: string, severity: FlowProblem['severity'], message: string, { start, end }: JsonSpan): JsonMark => ({
  severity,
  message,
  start,
  end: Math.max(end, start + 1),
  line: placeOf(text, start).line,
});
