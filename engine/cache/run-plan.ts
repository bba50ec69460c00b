import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { StepId } from '../base/ids.ts';
import { CacheChoice } from '../steps/sage_skill/definition.ts';
import { STEP_KINDS } from '../steps/step-definition.ts';
import { CachedFrom, RunMode } from '../trace/trace-row.ts';

/** Why a step has its verdict. `part` is one of the parts of a stage key, or first, distrusted, bypass, same, fails, or who is waited for. */
export const PlanReason = z.object({
  part: z.string(),
  name: z.string().optional(),
  was: z.string().nullable().optional(),
  is: z.string().nullable().optional(),
});
export type PlanReason = z.infer<typeof PlanReason>;

/** What a step will reach beyond this computer's own code. A simulated product is named, and nothing is called. */
export const OUTSIDE = ['model', 'product', 'simulated', 'person', 'event'] as const;

/** What a run will do at a step the first time it comes there, as far as is known before it starts. */
export const PlanStep = z.object({
  id: StepId,
  kind: z.enum(STEP_KINDS),
  title: z.string(),
  /** `run` includes everything that no cache serves: gates that are decided, people, events, products. */
  verdict: z.enum(['reuse', 'run', 'unknown']),
  reasons: z.array(PlanReason),
  sentence: z.string(),
  /** False: a decision that is not known yet, or a failure, must lead the run here first. */
  certain: z.boolean(),
  /** A gate that is decided. */
  gateResult: z.boolean().optional(),
  cachedFrom: CachedFrom.optional(),
  /** The median of recent calls, if it runs; null without any. `basedOn` says of how many. */
  expected: z.object({ tokens: z.int().nullable(), costMicroUsd: z.int().nullable(), basedOn: z.int() }),
  /** What the kept answer saves; 0 unless it is reused. */
  avoidedMicroUsd: z.int(),
  outside: z.enum(OUTSIDE).nullable(),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** What a run would do, said before it does: nothing is written, nobody is asked. */
export const RunPlan = z.object({
  packetHash: Hash,
  versionHash: Hash,
  mode: RunMode,
  cache: CacheChoice,
  /** In the order the run would take; then those behind decisions that are not known yet; then those behind failures. */
  steps: z.array(PlanStep),
  /** Steps that no run on this packet comes to, unless something changes. */
  notReached: z.array(StepId),
  totals: z.object({
    reuse: z.int(),
    run: z.int(),
    unknown: z.int(),
    /** Of the steps that will run for certain and have a history. */
    tokens: z.int(),
    costMicroUsd: z.int(),
    /** With every step that may run besides. */
    atMostTokens: z.int(),
    atMostCostMicroUsd: z.int(),
    /** Stages that may run and never ran before with their model: their cost is in no figure here. */
    withoutHistory: z.int(),
    avoidedMicroUsd: z.int(),
    /** How many steps reach what; only those that may. */
    outside: z.object({ model: z.int(), product: z.int(), simulated: z.int(), person: z.int(), event: z.int() }),
  }),
});
export type RunPlan = z.infer<typeof RunPlan>;
