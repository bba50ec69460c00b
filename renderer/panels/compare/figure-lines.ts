import type { RunComparison, RunTotals } from '../../../engine/compare/run-comparison.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { STATUS_WORDS } from '../runs/run-sentence.ts';

/** One figure of two runs. */
export interface FigureLine {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  /** `+1.2 s`, `−$0.04`, `same`; '' where a difference is no number. */
  readonly delta: string;
  readonly isSame: boolean;
}

type Figure = readonly [name: string, key: keyof RunTotals, words: (amount: number) => string];

const FIGURES: readonly Figure[] = [
  ['Time', 'durationMs', ms => formatDuration(ms * 1000)],
  ['Tokens', 'tokens', formatCount],
  ['Cost', 'costMicroUsd', formatMoney],
  ['Saved by the cache', 'avoidedMicroUsd', formatMoney],
  ['Cache hits', 'cacheHits', formatCount],
  ['Cache misses', 'cacheMisses', formatCount],
  ['Citations', 'citations', formatCount],
  ['Claims', 'claims', formatCount],
  ['Contested claims', 'contestedClaims', formatCount],
];

/** Every figure of two runs, the outcome first. */
export function figureLines({ a, b, totals }: RunComparison): readonly FigureLine[] {
  const outcome: FigureLine = {
    name: 'Outcome',
    a: STATUS_WORDS[a.state],
    b: STATUS_WORDS[b.state],
    delta: a.state === b.state ? 'same' : 'differs',
    isSame: a.state === b.state,
  };
  return [
    outcome,
    ...FIGURES.map(([name, key, words]) => ({
      name,
      a: words(totals.a[key]),
      b: words(totals.b[key]),
      delta: signed(totals.delta[key], words),
      isSame: totals.delta[key] === 0,
    })),
  ];
}

/** `+1.2 s`, `−$0.04`; nothing more and nothing less is `same`. */
export const signed = (amount: number, words: (amount: number) => string): string =>
  amount === 0 ? 'same' : `${amount > 0 ? '+' : '−'}${words(Math.abs(amount))}`;

/** What of a step differs in figures, in a few words. */
export function stepDelta(delta: NonNullable<RunComparison['steps'][number]['delta']>): string {
  const parts = [
    signed(delta.durationMs, ms => formatDuration(ms * 1000)),
    ...(delta.tokens === 0 ? [] : [`${signed(delta.tokens, formatCount)} tokens`]),
    ...(delta.costMicroUsd === 0 ? [] : [signed(delta.costMicroUsd, formatMoney)]),
    ...(delta.citations === 0 ? [] : [`${signed(delta.citations, formatCount)} citations`]),
  ];
  return parts.join(', ');
}
