import type { StepId } from '../../engine/base/ids.ts';
import { stepTitle, type Step } from '../../engine/flow/flow.ts';
import { drawnWays, targetOf, type WayOut } from '../canvas/step-links.ts';

/** One way out of a step in words. */
export interface WayWords extends WayOut {
  /** `pass`, `fail`, `error`; null for the usual way on. */
  readonly label: string | null;
  /** Where it leads: on, back to a step further up, out of the flow, or to a step that is not there. */
  readonly leads: 'on' | 'back' | 'halt' | 'end' | 'missing';
  /** `then Draft the notes`, `back to Draft the notes`, `the run ends here`. */
  readonly words: string;
}

/** Where a step leads, way by way; `order` is each step's place in the outline, by which a jump back is known. */
export function wayWords(step: Step, order: ReadonlyMap<StepId, number>, steps: ReadonlyMap<StepId, Step>): readonly WayWords[] {
  return drawnWays(step).map(({ field, label }): WayWords => {
    const way = { from: step.id, field, label };
    const target = targetOf(step, field);
    if (target === undefined) return { ...way, leads: 'end', words: label === null ? 'the run ends here' : 'ends the run' };
    if (target === 'halt') return { ...way, leads: 'halt', words: 'halts the run' };
    const next = steps.get(target);
    if (next === undefined) return { ...way, leads: 'missing', words: `leads to “${target}”, which is not there` };
    const isBack = (order.get(target) ?? 0) <= (order.get(step.id) ?? 0);
    if (isBack) return { ...way, leads: 'back', words: target === step.id ? 'back to itself' : `back to ${stepTitle(next)}` };
    return { ...way, leads: 'on', words: label === null ? `then ${stepTitle(next)}` : stepTitle(next) };
  });
}

/** All ways out in one sentence part: `pass: Write the synthesis; fail: halts the run`. */
export const waysSentence = (ways: readonly WayWords[]): string =>
  ways.map(({ label, words }) => (label === null ? words : `${label}: ${words}`)).join('; ');
