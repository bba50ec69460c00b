import { z } from 'zod';
import { Actor, PacketId, RunId, StepId, TestRunId } from '../base/ids.ts';
import { stepTitle, type Flow } from '../flow/flow.ts';
import { STEP_KINDS } from '../steps/step-definition.ts';
import { OutputSource } from '../trace/trace-row.ts';
import { RUN_STATUSES, type Run, type StepVisit } from '../trace/run.ts';
import type { Verdict } from './judge-case.ts';
import type { TestRun, TriedCase } from './test-run.ts';

/** What a run did in one step: its last passing through it. */
export const TestCell = z.object({
  status: z.enum(['running', 'backoff', 'waiting', 'completed', 'failed', 'timed_out', 'cancelled']),
  /** The run halted here, by a gate. */
  halts: z.boolean(),
  /** Null unless it completed. */
  from: OutputSource.nullable(),
  pinned: z.boolean(),
  simulated: z.boolean(),
  visits: z.int(),
  /** Of all passings; money that was spent, and money that was not. */
  costMicroUsd: z.int(),
  avoidedMicroUsd: z.int(),
  /** Of the last passing; null while it goes on. */
  durationUs: z.int().nullable(),
  gateResult: z.boolean().nullable(),
  humanOutcome: z.string().nullable(),
});
export type TestCell = z.infer<typeof TestCell>;

/** One packet of a test run. `queued`: its run has not begun; `refused`: it could not begin; `left`: it was cancelled, or cut off, before. */
export const TestLine = z.object({
  packetId: PacketId,
  title: z.string(),
  runId: RunId.nullable(),
  status: z.enum([...RUN_STATUSES, 'queued', 'refused', 'left']),
  /** Why it ended as it did, or did not begin; empty where there is nothing to say. */
  sentence: z.string(),
  isMet: z.boolean().nullable(),
  misses: z.array(z.string()),
  /** The flow was changed since. */
  isOlder: z.boolean(),
  /** By step; one that the run did not come to has none. */
  cells: z.record(StepId, TestCell),
  costMicroUsd: z.int(),
  avoidedMicroUsd: z.int(),
  tokens: z.int(),
  durationUs: z.int().nullable(),
});
export type TestLine = z.infer<typeof TestLine>;

/** What a test run came to so far, packet by step. `cut_off`: Atelier was closed before its end. */
export const TestGrid = z.object({
  testRunId: TestRunId,
  by: Actor,
  startedAtUs: z.int(),
  endedAtUs: z.int().nullable(),
  state: z.enum(['running', 'ended', 'cancelled', 'cut_off']),
  /** In the order of the flow as it is drawn now. */
  steps: z.array(z.object({ id: StepId, title: z.string(), kind: z.enum(STEP_KINDS) })),
  lines: z.array(TestLine),
  totals: z.object({
    met: z.int(),
    missed: z.int(),
    /** Came to rest without anything expected of them. */
    unjudged: z.int(),
    /** Have not come to rest. */
    open: z.int(),
    refused: z.int(),
    costMicroUsd: z.int(),
    avoidedMicroUsd: z.int(),
  }),
});
export type TestGrid = z.infer<typeof TestGrid>;

/** A case with its run, as far as there is one. */
export interface SeenCase {
  readonly tried: TriedCase;
  readonly run: Run | null;
  readonly verdict: Verdict;
  /** Why it failed or halted, or what it waits for. */
  readonly sentence: string;
}

/** The grid of a test run. `isUnderWay`: this process drives it. */
export function testGrid(
  testRun: TestRun,
  seen: readonly SeenCase[],
  flow: { readonly drawn: Flow; readonly versionHash: string },
  isUnderWay: boolean,
): TestGrid {
  const { testRunId, by, startedAtUs, endedAtUs } = testRun;
  const state = testRun.state === 'running' && !isUnderWay ? 'cut_off' : testRun.state;
  const lines = seen.map(each => line(each, flow.versionHash, state === 'running'));
  const count = (is: (line: TestLine) => boolean): number => lines.filter(is).length;
  const sum = (figure: (line: TestLine) => number): number => lines.reduce((total, each) => total + figure(each), 0);
  return {
    ...{ testRunId, by, startedAtUs, endedAtUs, state },
    steps: flow.drawn.steps.map(step => ({ id: step.id, title: stepTitle(step), kind: step.kind })),
    lines,
    totals: {
      met: count(({ isMet }) => isMet === true),
      missed: count(({ isMet }) => isMet === false),
      unjudged: count(({ isMet, status }) => isMet === null && RESTS.has(status)),
      open: count(({ status }) => status === 'queued' || status === 'pending' || status === 'running'),
      refused: count(({ status }) => status === 'refused'),
      costMicroUsd: sum(({ costMicroUsd }) => costMicroUsd),
      avoidedMicroUsd: sum(({ avoidedMicroUsd }) => avoidedMicroUsd),
    },
  };
}

const RESTS: ReadonlySet<TestLine['status']> = new Set(['succeeded', 'failed', 'halted', 'waiting']);

/** A case that did not come to what it should: not as expected, failed without anything expected, or not begun. */
export const isToBeRunAgain = ({ isMet, status }: Pick<TestLine, 'isMet' | 'status'>): boolean =>
  isMet === false || (isMet === null && (status === 'failed' || status === 'refused' || status === 'left'));

function line({ tried, run, verdict, sentence }: SeenCase, versionHash: string, isOpen: boolean): TestLine {
  const { packetId, title, runId, refusal } = tried;
  const visits = run?.visits ?? [];
  const sum = (figure: (visit: StepVisit) => number): number => visits.reduce((total, visit) => total + figure(visit), 0);
  return {
    ...{ packetId, title, runId },
    status: run?.state.status ?? (refusal !== null ? 'refused' : isOpen ? 'queued' : 'left'),
    sentence: refusal ?? sentence,
    isMet: verdict.isMet,
    misses: [...verdict.misses],
    isOlder: tried.versionHash !== null && tried.versionHash !== versionHash,
    cells: run === null ? {} : cells(run),
    costMicroUsd: sum(visit => visit.costMicroUsd),
    avoidedMicroUsd: sum(visit => visit.avoidedMicroUsd),
    tokens: sum(visit => visit.inputTokens + visit.outputTokens),
    durationUs: run === null || run.endedAtUs === null ? null : run.endedAtUs - run.createdAtUs,
  };
}

function cells(run: Run): Record<StepId, TestCell> {
  const found: Record<StepId, TestCell> = {};
  const haltedAt = run.state.status === 'halted' && run.state.cause.kind === 'gate' ? run.state.cause.stepId : null;
  for (const visit of run.visits) {
    const { state, stepId } = visit;
    const before = found[stepId];
    found[stepId] = {
      status: state.status,
      halts: stepId === haltedAt,
      from: state.status === 'completed' ? state.from : null,
      pinned: visit.pinnedBy !== undefined,
      simulated: visit.simulated,
      visits: visit.visit,
      costMicroUsd: (before?.costMicroUsd ?? 0) + visit.costMicroUsd,
      avoidedMicroUsd: (before?.avoidedMicroUsd ?? 0) + visit.avoidedMicroUsd,
      durationUs: visit.endedAtUs === null ? null : visit.endedAtUs - visit.startedAtUs,
      gateResult: visit.gateResult,
      humanOutcome: visit.humanOutcome,
    };
  }
  return found;
}
