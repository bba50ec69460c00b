import { diffFlows } from '../flow/diff-flows.ts';
import { diffStep } from '../flow/diff-step.ts';
import { stepOf } from '../flow/flow.ts';
import { causeSentence } from '../trace/cause-sentence.ts';
import type { Run } from '../trace/run.ts';
import type { VisitEvidence } from './run-evidence.ts';
import type { Cause, TwoRuns, VisitPair } from './two-runs.ts';

/** Why two runs that did the same so far went to different steps, or one of them went no further. `last` null: from the start. */
export function causeOfRoute(
  last: VisitPair | null,
  next: { readonly a?: VisitEvidence; readonly b?: VisitEvidence },
  runs: TwoRuns,
): Cause {
  const change = last === null ? startChange(runs) : linkChange(last, runs);
  if (change !== null) return { cause: 'flow', name: change.path ?? 'start', sentence: `The flow changed: ${change.sentence}` };
  const side = next.a === undefined ? 'first' : 'second';
  const ended = next.a === undefined ? runs.a.run : runs.b.run;
  if (next.a !== undefined && next.b !== undefined) {
    const [a, b] = [runs.naming.was(next.a.visit.stepId), runs.naming.is(next.b.visit.stepId)];
    return { cause: 'flow', sentence: `The first run went on to “${a}”, the second to “${b}”.` };
  }
  return { cause: 'outside', sentence: `The ${side} run went no further: ${endWords(ended)}` };
}

const startChange = ({ a, b }: TwoRuns) => diffFlows(a.flow, b.flow).changes.find(({ kind }) => kind === 'start') ?? null;

function linkChange({ b }: VisitPair, runs: TwoRuns) {
  const [was, is] = [stepOf(runs.a.flow, b.visit.stepId), stepOf(runs.b.flow, b.visit.stepId)];
  if (was === undefined || is === undefined) return null;
  return diffStep(was, is, runs.naming).find(({ kind }) => kind === 'link' || kind === 'step-kind') ?? null;
}

function endWords({ state }: Run): string {
  switch (state.status) {
    case 'failed':
    case 'halted':
      return causeSentence(state.cause);
    case 'succeeded':
      return 'it had succeeded.';
    default:
      return 'it is not over yet.';
  }
}
