import { z } from 'zod';
import { PacketId, RunId } from '../base/ids.ts';
import { RUN_STATUSES } from '../trace/run.ts';
import { Divergence } from './run-comparison.ts';

/** What one version did on one packet, would do, or why it cannot. Money in millionths of a US dollar. */
export const MatrixSide = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ran'),
    runId: RunId,
    status: z.enum(RUN_STATUSES),
    /** Why it rests where it does; empty where the status says all. */
    sentence: z.string(),
    /** Whether it came to what the test set expects; null where nothing is expected, or it goes on. */
    isMet: z.boolean().nullable(),
    /** What is otherwise than expected, a sentence each. */
    misses: z.array(z.string()),
    /** Null while it goes on, where no comparison says how far it came. */
    durationMs: z.number().nullable(),
    tokens: z.int(),
    costMicroUsd: z.int(),
    claims: z.int(),
    contestedClaims: z.int(),
  }),
  z.object({
    kind: z.literal('missing'),
    /** What a run would do, by its plan. */
    plan: z.object({
      reuse: z.int(),
      run: z.int(),
      unknown: z.int(),
      atMostCostMicroUsd: z.int(),
      withoutHistory: z.int(),
      people: z.int(),
    }),
  }),
  z.object({ kind: z.literal('unfit'), sentence: z.string() }),
]);
export type MatrixSide = z.infer<typeof MatrixSide>;

/** One packet of the test set under both versions. */
export const MatrixRow = z.object({
  packetId: PacketId,
  title: z.string(),
  a: MatrixSide,
  b: MatrixSide,
  /** Where the two runs part first; null where they do not, or one is missing. */
  first: Divergence.nullable(),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

/** Two versions over the packets of a test set, by title. */
export const VersionMatrix = z.object({ flowNames: z.object({ a: z.string(), b: z.string() }), rows: z.array(MatrixRow) });
export type VersionMatrix = z.infer<typeof VersionMatrix>;

/** What two versions are held against each other by. */
export const MATRIX_COLUMNS = ['outcome', 'expected', 'contested', 'cost', 'time'] as const;
export type MatrixColumn = (typeof MATRIX_COLUMNS)[number];

/** The second beside the first. `differs`: otherwise, and neither better nor worse by itself; `unknown`: one of them says nothing about it. */
export type MatrixVerdict = 'better' | 'worse' | 'same' | 'differs' | 'unknown';

/** The verdict on one packet in one column. Figures of runs that ended differently are no better and no worse: one that waits or failed has not done it all. */
export function matrixVerdict(column: MatrixColumn, { a, b }: Pick<MatrixRow, 'a' | 'b'>): MatrixVerdict {
  if (a.kind !== 'ran' || b.kind !== 'ran' || isUnderWay(a) || isUnderWay(b)) return 'unknown';
  switch (column) {
    case 'outcome':
      if (a.status === b.status) return 'same';
      if (a.status === 'failed') return 'better';
      return b.status === 'failed' ? 'worse' : 'differs';
    case 'expected':
      if (a.isMet === null || b.isMet === null) return 'unknown';
      return a.isMet === b.isMet ? 'same' : b.isMet ? 'better' : 'worse';
    case 'contested':
      if (a.status !== b.status) return 'unknown';
      return a.claims + b.claims === 0 ? 'unknown' : less(a.contestedClaims, b.contestedClaims, 0);
    case 'cost':
      return a.status === b.status ? less(a.costMicroUsd, b.costMicroUsd, 0) : 'unknown';
    case 'time':
      return a.status !== b.status || a.durationMs === null || b.durationMs === null
        ? 'unknown'
        : less(a.durationMs, b.durationMs, Math.max(SAME_MS, a.durationMs * SAME_SHARE));
  }
}

/** Two runs of the very same work differ by so much: less than that is no difference. */
const SAME_MS = 200;
const SAME_SHARE = 0.1;

const less = (was: number, is: number, tolerance: number): MatrixVerdict =>
  Math.abs(is - was) <= tolerance ? 'same' : is < was ? 'better' : 'worse';

const isUnderWay = ({ status }: Extract<MatrixSide, { kind: 'ran' }>): boolean => status === 'pending' || status === 'running';

/** The sums of a matrix: how often the second is what, by column, and the figures of the packets that both ran on. */
export interface MatrixSums {
  readonly verdicts: Readonly<Record<MatrixColumn, Readonly<Record<MatrixVerdict, number>>>>;
  /** Packets that both have come to rest on: outcomes are counted over these. */
  readonly both: number;
  /** Those of them that ended alike: time, cost and claims are added up over these alone. */
  readonly alike: number;
  readonly a: MatrixFigures;
  readonly b: MatrixFigures;
}

export interface MatrixFigures {
  readonly durationMs: number;
  readonly costMicroUsd: number;
  readonly claims: number;
  readonly contestedClaims: number;
  readonly succeeded: number;
  readonly met: number;
  /** With something expected of them. */
  readonly judged: number;
}

export function matrixSums(rows: readonly MatrixRow[]): MatrixSums {
  const pairs = rows.flatMap(({ a, b }) => (a.kind === 'ran' && b.kind === 'ran' && !isUnderWay(a) && !isUnderWay(b) ? [{ a, b }] : []));
  const alike = pairs.filter(({ a, b }) => a.status === b.status);
  const count = (column: MatrixColumn, verdict: MatrixVerdict): number => rows.filter(row => matrixVerdict(column, row) === verdict).length;
  const counts = (column: MatrixColumn): Readonly<Record<MatrixVerdict, number>> => ({
    better: count(column, 'better'),
    worse: count(column, 'worse'),
    same: count(column, 'same'),
    differs: count(column, 'differs'),
    unknown: count(column, 'unknown'),
  });
  return {
    verdicts: {
      outcome: counts('outcome'),
      expected: counts('expected'),
      contested: counts('contested'),
      cost: counts('cost'),
      time: counts('time'),
    },
    both: pairs.length,
    alike: alike.length,
    a: figures(
      pairs.map(({ a }) => a),
      alike.map(({ a }) => a),
    ),
    b: figures(
      pairs.map(({ b }) => b),
      alike.map(({ b }) => b),
    ),
  };
}

type Ran = Extract<MatrixSide, { kind: 'ran' }>;

function figures(rested: readonly Ran[], alike: readonly Ran[]): MatrixFigures {
  const sum = (sides: readonly Ran[], figure: (side: Ran) => number): number => sides.reduce((total, side) => total + figure(side), 0);
  return {
    durationMs: sum(alike, ({ durationMs }) => durationMs ?? 0),
    costMicroUsd: sum(alike, ({ costMicroUsd }) => costMicroUsd),
    claims: sum(alike, ({ claims }) => claims),
    contestedClaims: sum(alike, ({ contestedClaims }) => contestedClaims),
    succeeded: sum(rested, ({ status }) => (status === 'succeeded' ? 1 : 0)),
    met: sum(rested, ({ isMet }) => (isMet === true ? 1 : 0)),
    judged: sum(rested, ({ isMet }) => (isMet === null ? 0 : 1)),
  };
}
