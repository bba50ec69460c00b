import type { Hash } from '../base/hash.ts';
import type { StepId } from '../base/ids.ts';
import type { StepError } from '../base/step-error.ts';
import { stepTitle, type Step } from '../flow/flow.ts';
import type { PlanStep } from '../cache/run-plan.ts';
import type { Value } from './knowledge.ts';

/** The stage that a step asks, as far as it is known: what tells whether another step may ask the same first. */
export interface StageShadow {
  /** Null while an input is not known. */
  readonly key: Hash | null;
  /** RFC 8785 of the key's preimage without its inputs. */
  readonly cast: string;
  /** Hash by port and source; null while it is not known. */
  readonly inputs: ReadonlyMap<string, Hash | null>;
}

/** What is said of a step before the run comes there, and how it goes on. */
export interface Judgement {
  readonly said: Omit<PlanStep, 'certain'>;
  /** Null: it gives none, since it fails for certain. */
  readonly output: Value | null;
  readonly saves: ReadonlyMap<string, Value>;
  /** What it will have Sage remember, by scope and topic. */
  readonly remembers: ReadonlyMap<string, Value>;
  /** Where the run may go on, the likely way first; null is its end. One way is certain. */
  readonly ways: readonly (StepId | null)[];
  /** Of several ways: the steps whose end decides. */
  readonly decidedBy: ReadonlySet<string>;
  /** Where it goes when the step fails, if it can and says so. */
  readonly onFailure: StepId | null;
  /** Null: no cache will hold what it answers. */
  readonly shadow: StageShadow | null;
}

export const NO_COST = { tokens: 0, costMicroUsd: 0, basedOn: 0 } as const;
const NOBODY: ReadonlySet<string> = new Set();

/** A judgement with all that most steps have nothing of. */
export const judgement = (
  step: Step,
  said: Pick<PlanStep, 'verdict' | 'sentence'> & Partial<PlanStep>,
  more: Partial<Omit<Judgement, 'said'>> = {},
): Judgement => ({
  said: {
    id: step.id,
    kind: step.kind,
    title: stepTitle(step),
    reasons: [],
    expected: NO_COST,
    avoidedMicroUsd: 0,
    outside: null,
    ...said,
  },
  output: null,
  saves: new Map(),
  remembers: new Map(),
  ways: [],
  decidedBy: NOBODY,
  onFailure: null,
  shadow: null,
  ...more,
});

/** A step that cannot but fail: the run takes its error route, or ends there. */
export const failing = (step: Step, error: StepError): Judgement =>
  judgement(
    step,
    { verdict: 'run', sentence: `Will fail: ${error.message}`, reasons: [{ part: 'fails', name: error.code, is: error.message }] },
    { ways: [step.kind === 'gate' ? null : (step.onError ?? null)] },
  );
