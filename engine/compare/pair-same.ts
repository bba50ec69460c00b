import type { Hash } from '../base/hash.ts';
import { refHash } from '../base/value-ref.ts';
import type { StepVisit } from '../trace/run.ts';
import type { VisitPair } from './two-runs.ts';

/** The resolved input is the same, and so is every stage's key that both have; of a gate, what it read. */
export function inputSame({ a, b }: VisitPair): boolean {
  const reads = a.reads.size === b.reads.size && [...b.reads].every(([path, hash]) => a.reads.get(path) === hash);
  // A reused step has no stage of its own, so only stages in both can be compared.
  const keys = [...b.stages].every(([stage, row]) => (a.stages.get(stage)?.inputHash ?? row.inputHash) === row.inputHash);
  return hashOfInput(a.visit) === hashOfInput(b.visit) && keys && reads;
}

const hashOfInput = ({ input }: StepVisit): Hash | null => (input === null ? null : refHash(input));

/** It came to the same: the same state and, for a completed step, the same said, whenever it was said. */
export const outputSame = (pair: VisitPair): boolean => stateSame(pair) && pair.a.said === pair.b.said;

export const stateSame = ({ a, b }: VisitPair): boolean => a.visit.state.status === b.visit.state.status;

export function savedSame({ a, b }: VisitPair): boolean {
  const names = new Set([...Object.keys(a.saved), ...Object.keys(b.saved)]);
  return [...names].every(name => a.saved[name]?.hash === b.saved[name]?.hash);
}
