import type { Hash } from '../base/hash.ts';
import type { JsonObject } from '../base/json.ts';
import type { Naming } from '../flow/change-sentence.ts';
import { stepTitle, type Flow } from '../flow/flow.ts';
import type { Divergence } from './run-comparison.ts';
import type { RunEvidence, VisitEvidence } from './run-evidence.ts';
import { refHash } from '../base/value-ref.ts';

/** A cause before it has its place. */
export type Cause = Pick<Divergence, 'cause' | 'name' | 'sentence'>;

/** What a run had at some moment: its context, and the last output of each step. */
export interface Moment {
  readonly context: Map<string, { readonly hash: Hash; readonly savedBy: string }>;
  readonly outputs: Map<string, Hash | null>;
}

/** Two runs on the way through: what both have passed stands in `was` and `is`. */
export interface TwoRuns {
  readonly a: RunEvidence;
  readonly b: RunEvidence;
  readonly was: Moment;
  readonly is: Moment;
  readonly naming: Naming;
  /** What was hashed into a stage's key, as far as it was loaded. */
  readonly preimages: ReadonlyMap<Hash, JsonObject>;
}

/** One passing through a step in both runs. */
export interface VisitPair {
  readonly a: VisitEvidence;
  readonly b: VisitEvidence;
}

/** Both at their start. */
export function openTwoRuns(a: RunEvidence, b: RunEvidence, preimages: TwoRuns['preimages']): TwoRuns {
  const [titlesA, titlesB] = [titlesOf(a.flow), titlesOf(b.flow)];
  return {
    a,
    b,
    was: { context: new Map(), outputs: new Map() },
    is: { context: new Map(), outputs: new Map() },
    naming: { was: id => titlesA.get(id) ?? id, is: id => titlesB.get(id) ?? titlesA.get(id) ?? id },
    preimages,
  };
}

const titlesOf = ({ steps }: Flow): ReadonlyMap<string, string> => new Map(steps.map(step => [step.id, stepTitle(step)]));

/** Notes what a run has after a visit. */
export function pass(moment: Moment, { visit, saved }: VisitEvidence): void {
  if (visit.state.status === 'completed') moment.outputs.set(visit.stepId, refHash(visit.state.output));
  for (const [name, ref] of Object.entries(saved)) moment.context.set(name, { hash: refHash(ref), savedBy: visit.stepId });
}
