import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import { parseExpression, type Expression } from '../expression/expression.ts';
import type { Run, RunStatus } from '../trace/run.ts';
import type { Expected } from './test-set.ts';

/** Whether a run came to what was expected: null while it goes on, and where nothing was. `misses` says what is otherwise, a sentence each. */
export interface Verdict {
  readonly isMet: boolean | null;
  readonly misses: readonly string[];
}

export type EvaluateOverRun = (expression: Expression) => Promise<Result<Json, { readonly message: string }>>;

const ENDED: Readonly<Record<RunStatus, string>> = {
  pending: 'has not begun',
  running: 'is under way',
  waiting: 'waits',
  succeeded: 'succeeded',
  failed: 'failed',
  halted: 'halted',
};

const WAS_TO: Readonly<Record<NonNullable<Expected['end']>, string>> = {
  succeeded: 'succeed',
  halted: 'halt',
  failed: 'fail',
  waiting: 'wait',
};

/** Holds a run that rests to what was expected of it. `evaluate` reads the run at its end. */
export async function judgeCase(
  run: Run,
  expected: Expected | undefined,
  { evaluate, titleOf }: { readonly evaluate: EvaluateOverRun; readonly titleOf: (stepId: string) => string },
): Promise<Verdict> {
  const { status } = run.state;
  if (expected === undefined || Object.keys(expected).length === 0 || status === 'pending' || status === 'running')
    return { isMet: null, misses: [] };
  const misses: string[] = [];
  const { end, stepId, holds = [] } = expected;
  if (end !== undefined && end !== status) misses.push(`It was to ${WAS_TO[end]}, and it ${ENDED[status]}.`);
  const last = run.visits.at(-1)?.stepId;
  if (stepId !== undefined && stepId !== last)
    misses.push(
      `It was to come to rest at “${titleOf(stepId)}”, and ${last === undefined ? 'it came to no step' : `it was “${titleOf(last)}”`}.`,
    );
  for (const text of holds) {
    const miss = await missOf(text, evaluate);
    if (miss !== null) misses.push(miss);
  }
  return { isMet: misses.length === 0, misses };
}

async function missOf(text: string, evaluate: EvaluateOverRun): Promise<string | null> {
  const parsed = parseExpression(text);
  if (!parsed.ok) return `“${text}” cannot be read: ${parsed.error.message}`;
  const value = await evaluate(parsed.value);
  if (!value.ok) return `“${text}” has no value: ${value.error.message}`;
  if (value.value === true) return null;
  return value.value === false ? `“${text}” is false.` : `“${text}” is ${JSON.stringify(value.value).slice(0, 80)}, not true.`;
}
