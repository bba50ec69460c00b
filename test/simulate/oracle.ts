import { canonicalJson } from '../../engine/base/canonical-json.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { ErrorClass } from '../../engine/base/step-error.ts';
import { evaluate, parseExpression } from '../../engine/expression/expression.ts';
import { resolveTemplates } from '../../engine/expression/template.ts';
import type { Flow, Step, StepOf } from '../../engine/flow/flow.ts';
import { modelOutput, productOutput, SKILLS, type CallOutcome, type Script } from './script.ts';

/**
 * What a run must come to, told without the engine: a plain interpreter of flows, which shares with it the language of expressions and
 * nothing else (no runner, no trace, no store). What the world did (answers, events, times) is given; all that follows is worked out here.
 */
export interface Task {
  readonly flow: Flow;
  readonly slices: Readonly<Record<string, Json>>;
  readonly script: Script;
  /** `run` as expressions see it. */
  readonly run: JsonObject;
  /** How the wait of a visit ended, by `step#visit`; absent while it is open. */
  readonly ends: ReadonlyMap<string, WaitEnd>;
  /** What a person found of product calls whose end nobody knew, in their order, by `step#visit`. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Visits that had begun when an operator, or the cap on recoveries, ended the run; null when nobody did. */
  readonly cutAfter: number | null;
}

export type WaitEnd =
  | { readonly how: 'answered'; readonly output: JsonObject }
  | { readonly how: 'event'; readonly event: JsonObject }
  | { readonly how: 'timed_out' };

/** It happened; it did not, so it is done now; nobody will know. */
export type Finding = 'done' | 'not_done' | 'give_up';

export interface ExpectedVisit {
  readonly step: string;
  readonly visit: number;
  readonly end: 'completed' | 'failed' | 'timed_out' | 'open';
  readonly output: Json;
  readonly error: ErrorClass | null;
  /** Attempts that failed. */
  readonly failures: number;
}

export interface Expected {
  readonly visits: readonly ExpectedVisit[];
  /** `resting`: the run waits for the outside, or was cut. */
  readonly status: 'succeeded' | 'failed' | 'halted' | 'resting';
  /** The class of the error it failed with, or the gate that halted it. */
  readonly cause: string | null;
  readonly context: JsonObject;
  readonly outputs: JsonObject;
}

type Outcome = { readonly output: Json } | { readonly error: ErrorClass } | { readonly timedOut: true } | { readonly open: true };
type Try = { readonly output: Json } | { readonly error: ErrorClass };

const NEVER_AGAIN: readonly ErrorClass[] = [
  ...(['validation', 'auth', 'not_found', 'policy', 'expression_error', 'budget_exceeded', 'cancelled', 'outcome_unknown'] as const),
  'engine_fault',
];
/** The model is told what is wrong with an answer twice before an attempt counts as failed. */
const TOLD = 2;

export function interpret(task: Task): Expected {
  const { flow, run } = task;
  const visits: ExpectedVisit[] = [];
  const context: Record<string, Json> = {};
  const outputs: Record<string, Json> = {};
  /** How many calls of one content were made, over all visits of the run. */
  const calls = new Map<string, number>();
  const variables = (): JsonObject => ({
    packet: { ...task.slices },
    context: { ...context },
    steps: Object.fromEntries(Object.entries(outputs).map(([id, output]) => [id, { output }])),
    run,
  });
  const over = (status: Expected['status'], cause: string | null): Expected => ({ visits, status, cause, context, outputs });

  let at: string | undefined = flow.start;
  while (at !== undefined) {
    const here: string = at;
    const step = flow.steps.find(({ id }) => id === here);
    if (step === undefined) return over('failed', 'validation');
    if (visits.length >= 10_000) return over('failed', 'policy');
    if (visits.length === task.cutAfter) return over('resting', null);
    const visit = visits.filter(earlier => earlier.step === step.id).length + 1;
    const { outcome, failures } = outcomeOf(step, visit, task, variables(), calls);
    const note = (end: ExpectedVisit['end'], output: Json, error: ErrorClass | null): void =>
      void visits.push({ step: step.id, visit, end, output, error, failures });
    if ('open' in outcome) {
      note('open', null, null);
      return over('resting', null);
    }
    if ('timedOut' in outcome) {
      note('timed_out', null, null);
      at = step.kind === 'human_task' ? step.config.onDeadline : step.kind === 'event_wait' ? step.config.onTimeout : undefined;
      if (at === undefined) return over('failed', 'timeout');
    } else if ('error' in outcome) {
      note('failed', null, outcome.error);
      at = step.kind === 'gate' ? undefined : step.onError;
      if (at === undefined) return over('failed', outcome.error);
    } else {
      note('completed', outcome.output, null);
      if (step.kind !== 'gate') Object.assign(context, savedBy(step, outcome.output, variables()));
      outputs[step.id] = outcome.output;
      if (step.kind !== 'gate') at = step.next;
      else if (isTrue(outcome.output)) at = step.config.onPass;
      else if (step.config.onFail === 'halt') return over('halted', step.id);
      else at = step.config.onFail;
    }
  }
  return over('succeeded', null);
}

const isTrue = (output: Json): boolean => (output as { result: boolean }).result; // true: gateOutcome made it

/** Null where one of the expressions fails. */
function savedBy(step: Exclude<Step, { kind: 'gate' }>, output: Json, variables: JsonObject): JsonObject | null {
  const saved: Record<string, Json> = {};
  for (const [name, text] of Object.entries(step.save ?? {})) {
    const value = valueOf(text, { ...variables, output });
    if (value === undefined) return null;
    saved[name] = value;
  }
  return saved;
}

/** Undefined where it does not parse or fails: that is neither true nor false. */
function valueOf(text: string, variables: JsonObject): Json | undefined {
  const parsed = parseExpression(text);
  if (!parsed.ok) return undefined;
  const value = evaluate(parsed.value, variables);
  return value.ok ? value.value : undefined;
}

/** All attempts of one visit. */
function outcomeOf(
  step: Step,
  visit: number,
  task: Task,
  variables: JsonObject,
  calls: Map<string, number>,
): { outcome: Outcome; failures: number } {
  if (step.kind === 'gate') {
    const result = valueOf(step.config.expression, variables);
    return typeof result === 'boolean'
      ? { outcome: { output: { result } }, failures: 0 }
      : { outcome: { error: 'expression_error' }, failures: 1 };
  }
  const input = inputOf(step, variables);
  if (input === undefined) return { outcome: { error: 'expression_error' }, failures: 1 };
  if (step.kind === 'human_task' || step.kind === 'event_wait') {
    const end = task.ends.get(`${step.id}#${String(visit)}`);
    if (end === undefined) return { outcome: { open: true }, failures: 0 };
    if (end.how === 'timed_out') return { outcome: { timedOut: true }, failures: 0 };
    const output = end.how === 'answered' ? end.output : { event: end.event };
    return savedBy(step, output, variables) === null
      ? { outcome: { error: 'expression_error' }, failures: 1 }
      : { outcome: { output }, failures: 0 };
  }
  // A person who gives an unknown attempt up fails the step; one who looked finds what the script would have answered, or has it done again.
  if (task.findings.get(`${step.id}#${String(visit)}`)?.at(-1) === 'give_up') return { outcome: { error: 'outcome_unknown' }, failures: 0 };
  const key = step.kind === 'sage_skill' ? `${step.config.skill} ${canonicalJson(input)}` : `${step.id}#${String(visit)}`;
  for (let failures = 0; ;) {
    const tried =
      step.kind === 'sage_skill' ? trySkill(step, input, task.script, key, calls) : tryProduct(step, input, task.script, key, calls);
    const saved: Try = 'output' in tried && savedBy(step, tried.output, variables) === null ? { error: 'expression_error' } : tried;
    if ('output' in saved) return { outcome: saved, failures };
    failures += 1;
    if (failures >= attemptsFor(saved.error, step)) return { outcome: saved, failures };
  }
}

function attemptsFor(error: ErrorClass, step: Exclude<Step, { kind: 'gate' }>): number {
  const most = step.retry?.maxAttempts ?? 3;
  if (NEVER_AGAIN.includes(error)) return 1;
  return error === 'invalid_output' ? Math.min(most, 2) : most;
}

/** What the step is given, templates filled in; undefined where one of them fails. */
function inputOf(step: Exclude<Step, { kind: 'gate' }>, variables: JsonObject): JsonObject | undefined {
  const filled = (value: Json): Json | undefined => {
    const resolved = resolveTemplates(value, variables);
    return resolved.ok ? resolved.value : undefined;
  };
  if (step.kind === 'sage_skill') return filled(step.config.input) as JsonObject | undefined; // true: an object stays one
  if (step.kind === 'product_action') return filled(step.config.payload) as JsonObject | undefined; // true: an object stays one
  if (step.kind === 'event_wait') return {};
  const shown = (step.config.show ?? []).map(text => valueOf(text, variables));
  return shown.includes(undefined) || filled(step.config.description) === undefined ? undefined : {};
}

const callOf = (script: readonly CallOutcome[], key: string, calls: Map<string, number>): CallOutcome => {
  const made = calls.get(key) ?? 0;
  calls.set(key, made + 1);
  return script[Math.min(made, script.length - 1)] ?? { kind: 'hang' };
};

/** One attempt: up to three questions, since answers of a wrong shape are told and asked for again. */
function trySkill(step: StepOf<'sage_skill'>, input: JsonObject, script: Script, key: string, calls: Map<string, number>): Try {
  const { skill } = step.config;
  if (skill === SKILLS.count) return { output: modelOutput(skill, input) };
  for (let told = 0; ; told++) {
    const call = callOf(script.model(skill, input), key, calls);
    if (call.kind === 'answer') return { output: modelOutput(skill, input) };
    if (call.kind === 'hang') return { error: 'timeout' };
    if (call.kind === 'error' && call.class !== 'invalid_output') return { error: call.class };
    if (told === TOLD) return { error: 'invalid_output' };
  }
}

function tryProduct(step: StepOf<'product_action'>, payload: JsonObject, script: Script, key: string, calls: Map<string, number>): Try {
  const call = callOf(script.product(step.config.action, payload), key, calls);
  if (call.kind === 'answer') return { output: productOutput(step.config.action, payload) };
  return { error: call.kind === 'error' ? call.class : 'timeout' };
}
