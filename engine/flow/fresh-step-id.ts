import { StepId } from '../base/ids.ts';

/** An id that no step has yet, made from a name: `score`, `score_2`, `score_3` … */
export function freshStepId(taken: readonly string[] | ReadonlySet<string>, name: string): StepId {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .replace(/^(?=\d)/, 'step_')
      .slice(0, 48) || 'step';
  const known: ReadonlySet<string> = 'has' in taken ? taken : new Set(taken);
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}_${String(number)}`;
    if (!known.has(id)) return StepId.parse(id);
  }
}
