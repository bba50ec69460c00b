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
    durationMs: z.number(),
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

/** The verdict on one packet in one column. */
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
      return a.claims + b.claims === 0 ? 'unknown' : less(a.contestedClaims, b.contestedClaims, 0);
    case 'cost':
      return less(a.costMicroUsd, b.costMicroUsd, 0);
    case 'time':
      return less(a.durationMs, b.durationMs, Math.max(SAME_MS, a.durationMs * SAME_SHARE));
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
  /** Packets that both have come to rest on: the figures are theirs alone. */
  readonly both: number;
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
    a: figures(pairs.map(({ a }) => a)),
    b: figures(pairs.map(({ b }) => b)),
  };
}

function figures(sides: readonly Extract<MatrixSide, { kind: 'ran' }>[]): MatrixFigures {
  const sum = (figure: (side: Extract<MatrixSide, { kind: 'ran' }>) => number): number =>
    sides.reduce((total, side) => total + figure(side), 0);
  return {
    durationMs: sum(({ durationMs }) => durationMs),
    costMicroUsd: sum(({ costMicroUsd }) => costMicroUsd),
    claims: sum(({ claims }) => claims),
    contestedClaims: sum(({ contestedClaims }) => contestedClaims),
    succeeded: sum(({ status }) => (status === 'succeeded' ? 1 : 0)),
    met: sum(({ isMet }) => (isMet === true ? 1 : 0)),
    judged: sum(({ isMet }) => (isMet === null ? 0 : 1)),
  };
}
