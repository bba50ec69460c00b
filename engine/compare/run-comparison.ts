import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, RunId, StepId } from '../base/ids.ts';
import { STEP_KINDS } from '../steps/step-definition.ts';
import { RUN_STATUSES } from '../trace/run.ts';
import { CachedFrom, OutputSource, RunMode } from '../trace/trace-row.ts';

/**
 * Why two runs part: `flow`, the drawing differs; `slice`, the evidence; `prompt`, a skill's words; `skill`, its code, schema or policy; `model`,
 * which model or its parameters; `memory`, what Sage remembered; `upstream`, an earlier output whose own difference says nothing; `outside`, a person,
 * an event, a product or the world; `nondeterminism`, the same key and yet another answer.
 */
export const DIVERGENCE_CAUSES = ['flow', 'slice', 'prompt', 'skill', 'model', 'memory', 'upstream', 'outside', 'nondeterminism'] as const;
export type DivergenceCause = (typeof DIVERGENCE_CAUSES)[number];

/** The first step at which two runs part, and why. */
export const Divergence = z.object({
  /** Null when the runs part before any step. */
  stepId: StepId.nullable(),
  visit: z.int().nullable(),
  cause: z.enum(DIVERGENCE_CAUSES),
  /** The slice, skill, model, field, step or actor that it is about. */
  name: z.string().optional(),
  sentence: z.string(),
});
export type Divergence = z.infer<typeof Divergence>;

const Figures = z.object({ durationMs: z.number(), tokens: z.int(), costMicroUsd: z.int(), citations: z.int() });

const Side = Figures.extend({
  state: z.string(),
  from: OutputSource.nullable(),
  cachedFrom: CachedFrom.nullable(),
  inputHash: Hash.nullable(),
  outputHash: Hash.nullable(),
  humanOutcome: z.string().nullable(),
  gateResult: z.boolean().nullable(),
});

/** One passing through a step in both runs; null where a run did not come to it. */
export const ComparedStep = z.object({
  id: StepId,
  visit: z.int(),
  kind: z.enum(STEP_KINDS),
  title: z.string(),
  a: Side.nullable(),
  b: Side.nullable(),
  same: z.boolean(),
  inputSame: z.boolean(),
  outputSame: z.boolean(),
  /** The second less the first. */
  delta: Figures.nullable(),
});
export type ComparedStep = z.infer<typeof ComparedStep>;

const Totals = Figures.extend({
  avoidedMicroUsd: z.int(),
  cacheHits: z.int(),
  cacheMisses: z.int(),
  claims: z.int(),
  contestedClaims: z.int(),
});
export type RunTotals = z.infer<typeof Totals>;

const Head = z.object({
  runId: RunId,
  state: z.enum(RUN_STATUSES),
  mode: RunMode,
  flow: z.object({ id: FlowId, name: z.string(), versionNo: z.int().nullable(), versionHash: Hash }),
  packetHash: Hash,
});

/** Two runs side by side. `first` null: they did the same, as far as it can be told. */
export const RunComparison = z.object({
  a: Head,
  b: Head,
  first: Divergence.nullable(),
  steps: z.array(ComparedStep),
  totals: z.object({ a: Totals, b: Totals, delta: Totals }),
});
export type RunComparison = z.infer<typeof RunComparison>;
