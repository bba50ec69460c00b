import type { ComparedStep, DivergenceCause } from '../../../engine/compare/run-comparison.ts';

/** What a cause of divergence is called beside its sentence. */
export const CAUSE_WORDS: Readonly<Record<DivergenceCause, string>> = {
  flow: 'The flow',
  slice: 'The evidence',
  prompt: 'A prompt',
  skill: 'A skill',
  model: 'The model',
  memory: 'Memory',
  upstream: 'An earlier step',
  outside: 'Outside',
  nondeterminism: 'Chance',
};

/** A step's place in a comparison: its id, and which passing through it. */
export const placeOf = ({ id, visit }: Pick<ComparedStep, 'id' | 'visit'>): string => `${id}/${String(visit)}`;

/** What differs at a step, in a few words. */
export function stepWords({ a, b, same, inputSame, outputSame }: ComparedStep): string {
  if (a === null) return 'only in B';
  if (b === null) return 'only in A';
  if (same) return 'same';
  if (a.state !== b.state) return 'ended otherwise';
  if (inputSame) return 'same input, another output';
  return outputSame ? 'another input, same output' : 'input and output differ';
}
