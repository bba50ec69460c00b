import type { StepId } from '../base/ids.ts';
import { stepTitle, type Flow, type Step } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';
import { gatelessCycles } from './gateless-cycles.ts';
import { linkPath, linksOf } from './links.ts';
import type { Reach } from './reach.ts';

/** The drawing itself: a first step, arrows that lead somewhere, every step on a way from the start, no loop without a way out. */
export function checkLinks(flow: Flow, reach: Reach): FlowProblem[] {
  const ids = new Set<string>(flow.steps.map(({ id }) => id));
  return [
    ...checkStart(flow, ids),
    ...checkDuplicates(flow),
    ...flow.steps.flatMap(step => [...dangling(step, ids), ...deadEnd(step)]),
    ...unreachable(flow, ids, reach),
    ...gatelessCycles(flow).map(cycleProblem),
  ];
}

function checkStart({ start, steps }: Flow, ids: ReadonlySet<string>): FlowProblem[] {
  if (steps.length === 0)
    return [
      { severity: 'error', code: 'no-steps', field: 'steps', message: 'This flow has no steps yet. Add the first from the palette.' },
    ];
  if (start === undefined)
    return [{ severity: 'error', code: 'no-start', field: 'start', message: 'No step is the first. Choose one as the start of the flow.' }];
  if (ids.has(start)) return [];
  const message = `The flow begins with the step \`${start}\`, which does not exist. Choose another as its start.`;
  return [{ severity: 'error', code: 'dangling-step', field: 'start', message }];
}

function checkDuplicates({ steps }: Flow): FlowProblem[] {
  const seen = new Set<string>();
  return steps.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = `Two steps have the id \`${id}\`. Give one of them another.`;
    return [{ severity: 'error' as const, code: 'duplicate-step', stepId: id, field: 'id', message }];
  });
}

function dangling(step: Step, ids: ReadonlySet<string>): FlowProblem[] {
  return linksOf(step)
    .filter(({ to }) => !ids.has(to))
    .map(({ field, to }) => ({
      severity: 'error',
      code: 'dangling-step',
      stepId: step.id,
      field: linkPath(field),
      message: `“${stepTitle(step)}” leads to the step \`${to}\`, which does not exist. Connect it to another step, or remove the arrow.`,
      fix: `Remove the arrow to \`${to}\`.`,
    }));
}

function deadEnd(step: Step): FlowProblem[] {
  if (step.kind !== 'gate' || step.config.onPass !== undefined) return [];
  const message = `The gate “${stepTitle(step)}” leads nowhere when its expression is true. Connect its pass side to a step.`;
  return [{ severity: 'error', code: 'gate-without-pass', stepId: step.id, field: 'config.onPass', message }];
}

function unreachable({ start, steps }: Flow, ids: ReadonlySet<string>, { fromStart }: Reach): FlowProblem[] {
  if (start === undefined || !ids.has(start)) return []; // told already, and then every step is unreachable
  return steps
    .filter(({ id }) => !fromStart.has(id))
    .map(step => ({
      severity: 'error',
      code: 'unreachable-step',
      stepId: step.id,
      message: `No way leads from the start to “${stepTitle(step)}”. Connect a step to it, or delete it.`,
      fix: `Delete “${stepTitle(step)}”.`,
    }));
}

function cycleProblem(cycle: readonly Step[]): FlowProblem {
  const [first] = cycle;
  const round = [...cycle, ...cycle.slice(0, 1)].map(stepTitle);
  const way = round.length > 8 ? [...round.slice(0, 6), '…', ...round.slice(-1)] : round;
  const stepId: StepId | undefined = first?.id;
  return {
    severity: 'error',
    code: 'cycle-without-gate',
    ...(stepId === undefined ? {} : { stepId }),
    message: `A run would go round and round: ${way.join(' → ')}. Put a gate in the loop that decides when to leave it.`,
  };
}
