import type { StepKind } from '../steps/step-definition.ts';
import type { StepOutcome, StepPlace, StepWork } from '../steps/step-work.ts';
import { STEP_WORKS } from '../steps/step-works.ts';
import { hiddenIn, scopeAt, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/** So many rows wait at most for their commit: a loop of gates must neither fill the memory nor hold back what is told. */
const MOST_ROWS = 256;

/** Whether a boundary has grown so long that it is to be committed before anything joins it. */
export const isLong = (active: ActiveRun, boundary: Boundary): boolean => boundary.run.lastSeq - active.run.lastSeq > MOST_ROWS;

/**
 * The fast path: what an attempt comes to when nobody has to be asked, i.e. a gate, or a stage that the cache serves. Null when there is work
 * to do, whose intent must be on disk before.
 *
 * Such a step reads and computes, so a crash loses nothing that cannot be read and computed again: its rows join the boundary before it, and
 * the whole run of hits and gates is one commit, from wherever it begins to wherever it ends. A run on the same packet under the same version
 * is therefore written at once, and is by its making what the slow path writes: the same code gives the same rows in the same order. No table
 * of whole runs stands beside the stages' keys, which could tell otherwise than they do (a distrusted answer, a gate that reads the clock).
 * Of five stages that are all hits `npm run bench:plan` tells what it takes: 4.5 ms of computing on a busy machine of two cores.
 */
export async function servedAtOnce(
  active: ActiveRun,
  boundary: Boundary,
  { step }: StepPlace,
  needs: RunnerNeeds,
): Promise<StepOutcome | null> {
  const work = STEP_WORKS[step.kind] as StepWork<StepKind>; // true: the work of this step's own kind
  const visit = boundary.run.visits.at(-1);
  if (work.serve === undefined || visit === undefined) return null;
  // A gate joins hits that wait for their commit; where it would be the first, there is nothing to save.
  if (step.kind === 'gate' && boundary.run.cacheHits === active.run.cacheHits) return null;
  const scope = scopeAt(active, boundary);
  try {
    const input = visit.input === null ? null : await scope.load(visit.input);
    return await work.serve({ step, input, scope: { ...scope, visit, isHidden: hiddenIn(active) }, needs });
  } catch {
    return null; // the work meets the same fault, and tells it as its own
  }
}
