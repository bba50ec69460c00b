import { interleaved } from '../flow/interleaved.ts';
import { stepOf, stepTitle } from '../flow/flow.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import { findDivergence } from './find-divergence.ts';
import { inputSame, outputSame } from './pair-same.ts';
import type { ComparedStep, RunComparison, RunTotals } from './run-comparison.ts';
import type { RunEvidence, VisitEvidence } from './run-evidence.ts';
import type { TwoRuns } from './two-runs.ts';
import { refHash } from '../base/value-ref.ts';

/**
 * Two runs side by side: paired by step id and visit, in the order of the second run, with the first point at which they part and its cause.
 * Runs of different flows are paired in the same way.
 */
export function compareRuns(a: RunEvidence, b: RunEvidence, preimages: TwoRuns['preimages']): RunComparison {
  const [visitsA, visitsB] = [byPlace(a), byPlace(b)];
  const places = interleaved([...visitsA.keys()], [...visitsB.keys()]);
  const [was, is] = [totalsOf(a), totalsOf(b)];
  return {
    a: headOf(a.run),
    b: headOf(b.run),
    first: findDivergence(a, b, preimages),
    steps: places.flatMap(place => comparedStep(visitsA.get(place), visitsB.get(place), a, b) ?? []),
    totals: { a: was, b: is, delta: less(was, is) },
  };
}

const byPlace = ({ visits }: RunEvidence): ReadonlyMap<string, VisitEvidence> => new Map(visits.map(visit => [visit.place, visit]));

const headOf = ({ runId, state, mode, flowId, flowName, versionNo, versionHash, packetHash }: Run): RunComparison['a'] => ({
  runId,
  state: state.status,
  mode,
  flow: { id: flowId, name: flowName, versionNo, versionHash },
  packetHash,
});

function comparedStep(
  a: VisitEvidence | undefined,
  b: VisitEvidence | undefined,
  runA: RunEvidence,
  runB: RunEvidence,
): ComparedStep | null {
  const visit = b?.visit ?? a?.visit;
  if (visit === undefined) return null;
  const step = stepOf(runB.flow, visit.stepId) ?? stepOf(runA.flow, visit.stepId);
  const pair = a === undefined || b === undefined ? null : { a, b };
  const [sideA, sideB] = [a === undefined ? null : sideOf(a.visit), b === undefined ? null : sideOf(b.visit)];
  const [isInputSame, isOutputSame] = [pair !== null && inputSame(pair), pair !== null && outputSame(pair)];
  return {
    id: visit.stepId,
    visit: visit.visit,
    kind: visit.kind,
    title: step === undefined ? visit.stepId : stepTitle(step),
    a: sideA,
    b: sideB,
    same: isInputSame && isOutputSame,
    inputSame: isInputSame,
    outputSame: isOutputSame,
    delta: sideA === null || sideB === null ? null : lessFigures(sideA, sideB),
  };
}

type Side = NonNullable<ComparedStep['a']>;

function sideOf(visit: StepVisit): Side {
  const { state, input, humanOutcome, gateResult } = visit;
  return {
    state: state.status,
    from: state.status === 'completed' ? state.from : null,
    cachedFrom: state.status === 'completed' ? state.cachedFrom : null,
    inputHash: input === null ? null : refHash(input),
    outputHash: state.status === 'completed' ? refHash(state.output) : null,
    humanOutcome,
    gateResult,
    ...figuresOf(visit),
  };
}

const figuresOf = ({ endedAtUs, startedAtUs, inputTokens, outputTokens, costMicroUsd, citations }: StepVisit) => ({
  durationMs: ((endedAtUs ?? startedAtUs) - startedAtUs) / 1000,
  tokens: inputTokens + outputTokens,
  costMicroUsd,
  citations,
});

const lessFigures = (was: Side, is: Side): NonNullable<ComparedStep['delta']> => ({
  durationMs: is.durationMs - was.durationMs,
  tokens: is.tokens - was.tokens,
  costMicroUsd: is.costMicroUsd - was.costMicroUsd,
  citations: is.citations - was.citations,
});

function totalsOf({ run, visits, ledger }: RunEvidence): RunTotals {
  const totals = { tokens: 0, costMicroUsd: 0, citations: 0, avoidedMicroUsd: 0, claims: 0, contestedClaims: 0 };
  for (const { visit } of visits) {
    totals.tokens += visit.inputTokens + visit.outputTokens;
    totals.costMicroUsd += visit.costMicroUsd;
    totals.citations += visit.citations;
    totals.avoidedMicroUsd += visit.avoidedMicroUsd;
  }
  for (const { claimsTotal, claimsContested } of ledger) {
    totals.claims += claimsTotal ?? 0;
    totals.contestedClaims += claimsContested ?? 0;
  }
  const last = visits.at(-1)?.visit;
  // A run that goes on has taken what it took to come where it is.
  const durationMs = ((run.endedAtUs ?? last?.endedAtUs ?? last?.startedAtUs ?? run.createdAtUs) - run.createdAtUs) / 1000;
  return { ...totals, durationMs, cacheHits: run.cacheHits, cacheMisses: run.cacheMisses };
}

const less = (was: RunTotals, is: RunTotals): RunTotals => ({
  durationMs: is.durationMs - was.durationMs,
  tokens: is.tokens - was.tokens,
  costMicroUsd: is.costMicroUsd - was.costMicroUsd,
  citations: is.citations - was.citations,
  avoidedMicroUsd: is.avoidedMicroUsd - was.avoidedMicroUsd,
  cacheHits: is.cacheHits - was.cacheHits,
  cacheMisses: is.cacheMisses - was.cacheMisses,
  claims: is.claims - was.claims,
  contestedClaims: is.contestedClaims - was.contestedClaims,
});
