import type { Hash } from '../base/hash.ts';
import type { Divergence } from './run-comparison.ts';
import { DIVERGENCE_CAUSES } from './run-comparison.ts';
import { causeOfOutcome } from './cause-of-outcome.ts';
import { causeOfRoute } from './cause-of-route.ts';
import { causesOfInput } from './causes-of-input.ts';
import { inputSame, outputSame, savedSame } from './pair-same.ts';
import type { RunEvidence } from './run-evidence.ts';
import { openTwoRuns, pass, type Cause, type TwoRuns, type VisitPair } from './two-runs.ts';

/**
 * The first step at which two runs part, in the order in which they went: given something else, or come to something else, or gone elsewhere.
 * What differs in each run by nature (its id, the moment of an answer) is passed over until something follows from it. Null when nothing parts them.
 */
export function findDivergence(a: RunEvidence, b: RunEvidence, preimages: TwoRuns['preimages']): Divergence | null {
  const runs = openTwoRuns(a, b, preimages);
  let last: VisitPair | null = null;
  for (let index = 0; index < Math.max(a.visits.length, b.visits.length); index++) {
    const [va, vb] = [a.visits[index], b.visits[index]];
    if (va === undefined || vb === undefined || va.place !== vb.place) {
      const there = vb ?? va;
      const cause = causeOfRoute(last, { ...(va && { a: va }), ...(vb && { b: vb }) }, runs);
      return { stepId: there?.visit.stepId ?? null, visit: there?.visit.visit ?? null, ...cause };
    }
    last = { a: va, b: vb };
    const cause = causeOf(last, runs);
    if (cause !== null) return { stepId: vb.visit.stepId, visit: vb.visit.visit, ...cause };
    pass(runs.was, va);
    pass(runs.is, vb);
  }
  return endCause(a, b);
}

/** Keys whose preimages `findDivergence` may ask for: those that differ at the same step, the earliest `limit` steps. */
export function keysToExplain(a: RunEvidence, b: RunEvidence, limit = 20): readonly Hash[] {
  const pairs = a.visits.map((va, index) => ({ a: va, b: b.visits[index] }));
  const differing = pairs.flatMap(({ a: va, b: vb }) =>
    vb?.place === va.place && !inputSame({ a: va, b: vb }) ? [[...va.stages.values(), ...vb.stages.values()]] : [],
  );
  return [...new Set(differing.slice(0, limit).flatMap(rows => rows.flatMap(({ inputHash }) => inputHash ?? [])))];
}

function causeOf(pair: VisitPair, runs: TwoRuns): Cause | null {
  if (inputSame(pair) && outputSame(pair) && savedSame(pair)) return null;
  const causes = ranked(causesOfInput(pair, runs));
  const [first, ...others] = causes;
  if (first !== undefined) return { ...first, sentence: [first.sentence, ...others.map(({ sentence }) => sentence)].join(' ') };
  const outcome = causeOfOutcome(pair, runs);
  if (outcome?.cause !== 'nondeterminism' || inputSame(pair)) return outcome;
  const title = runs.naming.is(pair.b.visit.stepId);
  return {
    cause: 'outside',
    name: 'run',
    sentence: `“${title}” reads what belongs to its run alone, its id or its time, and so came to something else.`,
  };
}

/** One of each cause and name, those first that an operator can do most about. */
function ranked(causes: readonly Cause[]): readonly Cause[] {
  const once = new Map(causes.map(cause => [`${cause.cause} ${cause.name ?? ''}`, cause]));
  return [...once.values()].toSorted((a, b) => DIVERGENCE_CAUSES.indexOf(a.cause) - DIVERGENCE_CAUSES.indexOf(b.cause));
}

/** Both did the same; yet one may have been stopped between two steps. */
function endCause(a: RunEvidence, b: RunEvidence): Divergence | null {
  if (a.run.state.status === b.run.state.status) return null;
  const sentence = `Both did the same, but the first is ${a.run.state.status} and the second ${b.run.state.status}.`;
  return { stepId: null, visit: null, cause: 'outside', sentence };
}
