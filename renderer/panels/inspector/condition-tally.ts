import type { TriedCondition } from '../../state/condition-slice.ts';
import { countOf } from '../../ui/format-count.ts';

/** “True for 7 of 9 packets”, and the packets in three groups. */
export interface ConditionTally {
  readonly sentence: string;
  readonly holding: TriedCondition['trials'];
  readonly failing: TriedCondition['trials'];
  /** Of which it cannot be told. */
  readonly unknown: TriedCondition['trials'];
}

/** Those of which nothing can be told count for nothing, and are named apart. Null without packets. */
export function conditionTally({ trials, left }: Pick<TriedCondition, 'trials' | 'left'>): ConditionTally | null {
  if (trials.length === 0) return null;
  const holding = trials.filter(({ holds }) => holds === true);
  const failing = trials.filter(({ holds }) => holds === false);
  const unknown = trials.filter(({ holds }) => holds === null);
  const told = holding.length + failing.length;
  const beyond = left === 0 ? '' : ` ${left.toLocaleString('en')} more were not tried.`;
  const sentence =
    told === 0
      ? `Nothing can be told yet of ${countOf(trials.length, 'packet')}.`
      : `True for ${holding.length} of ${countOf(told, 'packet')}${unknown.length === 0 ? '' : `, not known for ${unknown.length}`}.`;
  return { sentence: `${sentence}${beyond}`, holding, failing, unknown };
}
