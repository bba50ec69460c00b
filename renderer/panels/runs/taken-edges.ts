import type { StepId } from '../../../engine/base/ids.ts';
import { neverHere } from '../../../engine/base/never-here.ts';
import type { StepHandle } from '../../../engine/steps/step-definition.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';

/** An edge that the run went along: from which way out of a step to which next step. */
export interface TakenEdge {
  readonly from: StepId;
  readonly field: StepHandle['field'];
  readonly to: StepId;
}

/** In the order in which they were taken, each once. One step is active at a time, so each visit was reached from the one before it. */
export function takenEdges(run: Run): readonly TakenEdge[] {
  const edges: TakenEdge[] = [];
  // By the step they leave, which has three ways out at most: a run may go round thousands of times, and is scrubbed through.
  const leaving = new Map<StepId, TakenEdge[]>();
  let before: StepVisit | null = null;
  for (const visit of run.visits) {
    const from = before;
    before = visit;
    if (from === null) continue;
    const field = wayOut(from);
    const known = leaving.get(from.stepId);
    if (known?.some(edge => edge.field === field && edge.to === visit.stepId) === true) continue;
    const edge = { from: from.stepId, field, to: visit.stepId };
    if (known === undefined) leaving.set(edge.from, [edge]);
    else known.push(edge);
    edges.push(edge);
  }
  return edges;
}

/** The step that is under way, or that the run waits on; null when it rests. */
export const activeStep = (run: Run): StepId | null => {
  const last = run.visits.at(-1);
  return last !== undefined && last.endedAtUs === null && (run.state.status === 'running' || run.state.status === 'waiting')
    ? last.stepId
    : null;
};

function wayOut(visit: StepVisit): StepHandle['field'] {
  switch (visit.state.status) {
    case 'failed':
      return 'onError';
    case 'timed_out':
      return visit.kind === 'human_task' ? 'onDeadline' : 'onTimeout';
    case 'running':
    case 'backoff':
    case 'waiting':
    case 'completed':
    case 'cancelled':
      if (visit.kind === 'gate') return visit.gateResult === true ? 'onPass' : 'onFail';
      return 'next';
    default:
      return neverHere(visit.state);
  }
}
