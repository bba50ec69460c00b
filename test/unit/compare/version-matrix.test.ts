import { describe, expect, it } from 'vitest';
import { PacketId, RunId } from '../../../engine/base/ids.ts';
import { matrixSums, matrixVerdict, type MatrixRow, type MatrixSide } from '../../../engine/compare/version-matrix.ts';
import { matrixHtml } from '../../../renderer/panels/compare/matrix-html.ts';
import {
  matrixSentence,
  missingRuns,
  missingSentence,
  rowDiffers,
  sumPair,
  sumWords,
} from '../../../renderer/panels/compare/matrix-words.ts';

type Ran = Extract<MatrixSide, { kind: 'ran' }>;

const ran = (more: Partial<Ran> = {}): Ran => ({
  ...{ kind: 'ran', runId: RunId.parse('run_1'), status: 'succeeded', sentence: '', isMet: null, misses: [] },
  ...{ durationMs: 2_000, tokens: 10, costMicroUsd: 40_000, claims: 10, contestedClaims: 2 },
  ...more,
});
const missing: MatrixSide = {
  kind: 'missing',
  plan: { reuse: 2, run: 3, unknown: 0, atMostCostMicroUsd: 50_000, withoutHistory: 0, people: 1 },
};
const row = (packetId: string, a: MatrixSide, b: MatrixSide): MatrixRow => ({
  ...{ packetId: PacketId.parse(packetId), title: `Packet ${packetId}` },
  ...{ a, b, first: null },
});
const NAMES = ['Version 1', 'Version 2'] as const;

describe('Two versions on a packet', () => {
  it.each([
    ['a lower cost', 'cost', ran(), ran({ costMicroUsd: 10_000 }), 'better'],
    ['fewer contested claims', 'contested', ran(), ran({ contestedClaims: 1 }), 'better'],
    ['more contested claims', 'contested', ran(), ran({ contestedClaims: 5 }), 'worse'],
    ['no claims at all', 'contested', ran({ claims: 0 }), ran({ claims: 0 }), 'unknown'],
    ['a time that chance explains', 'time', ran(), ran({ durationMs: 2_150 }), 'same'],
    ['twice the time', 'time', ran(), ran({ durationMs: 4_000 }), 'worse'],
    ['no failure any more', 'outcome', ran({ status: 'failed' }), ran(), 'better'],
    ['a halt where it succeeded', 'outcome', ran(), ran({ status: 'halted' }), 'differs'],
    ['what was expected', 'expected', ran({ isMet: false }), ran({ isMet: true }), 'better'],
    ['nothing expected', 'expected', ran(), ran({ isMet: true }), 'unknown'],
    ['a low cost because it still waits', 'cost', ran(), ran({ status: 'waiting', costMicroUsd: 0 }), 'unknown'],
    ['a run under way', 'outcome', ran(), ran({ status: 'running' }), 'unknown'],
    ['no run', 'time', ran(), missing, 'unknown'],
  ] as const)('%s', (_what, column, a, b, verdict) => expect(matrixVerdict(column, { a, b })).toBe(verdict));
});

describe('The matrix of two versions', () => {
  const rows = [
    row('one', ran(), ran({ costMicroUsd: 10_000 })),
    row('two', ran(), ran({ durationMs: 9_000 })),
    row('three', ran({ isMet: false }), ran({ isMet: true, status: 'waiting', contestedClaims: 0, durationMs: null })),
    row('four', ran(), missing),
    row('five', ran(), ran()),
  ];
  const sums = matrixSums(rows);

  it('adds up over those that both ran on, and figures over those that ended alike', () => {
    expect([sums.both, sums.alike]).toEqual([4, 3]);
    expect(sumWords('cost', sums)).toBe('1 better, 2 same');
    expect(sumPair('cost', sums)).toEqual(['$0.12', '$0.09']);
    expect(sumPair('outcome', sums)).toEqual(['4 of 4 succeeded', '3 of 4 succeeded']);
    expect(sumPair('expected', sums)).toEqual(['0 of 1', '1 of 1']);
    expect(sumWords('outcome', sums)).toBe('1 otherwise, 3 same');
  });

  it('is told in a sentence', () => {
    expect(matrixSentence(rows, sums, NAMES)).toBe(
      'Version 2 beside version 1: better on 2 packets, worse on 1 packet, no better and no worse on 1 packet.',
    );
    expect(matrixSentence([], matrixSums([]), NAMES)).toMatch(/^No packet of the workspace/);
    expect(matrixSentence([row('four', ran(), missing)], matrixSums([row('four', ran(), missing)]), NAMES)).toMatch(/can be told yet/);
  });

  it('says what is missing and what running it comes to, and leaves out what is the same', () => {
    expect(missingRuns(rows)).toEqual([{ packetId: 'four', side: 'b' }]);
    expect(missingSentence(rows)).toBe('1 run, in draft: 2 steps reused, 3 steps to run. Costs $0.05 at most. 1 may wait for a person.');
    expect(rows.filter(rowDiffers).map(({ packetId }) => packetId)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('leaves as one file without a script, with what is hostile in it as text', () => {
    const hostile = { ...row('one', ran(), ran()), title: '<script>alert(1)</script>' };
    const html = matrixHtml({ flowNames: { a: 'F', b: 'F "x"' }, rows: [hostile] }, NAMES, 0);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script|<link|src=|url\(/);
    expect(html).toContain("default-src 'none'");
  });
});
