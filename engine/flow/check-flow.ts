import { checkExpressions } from './check-expressions.ts';
import { checkHumanTasks } from './check-human-tasks.ts';
import { checkLinks } from './check-links.ts';
import { checkMemory } from './check-memory.ts';
import { checkReferences } from './check-references.ts';
import { checkSchemas } from './check-schemas.ts';
import { checkTrigger } from './check-trigger.ts';
import type { Flow } from './flow.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { FlowProblem } from './flow-problem.ts';
import { flowShapes } from './flow-shapes.ts';
import { reachOf } from './reach.ts';

/** More than a person reads, and more than a window should be sent. */
const MAX_PROBLEMS = 1000;
const MAX_MESSAGE = 1000;

/**
 * Everything that keeps a flow from running as meant, as far as it shows before a run: first what concerns the flow as a whole, then step by step
 * in the order of the flow, errors before warnings; the first 1,000, and how many more there are. Says nothing twice, and takes well under 200 ms for a thousand steps.
 */
export function checkFlow(flow: Flow, catalog: FlowCatalog): FlowProblem[] {
  const reach = reachOf(flow);
  const problems = [
    ...checkLinks(flow, reach),
    ...checkTrigger(flow, catalog),
    ...checkSchemas(flow),
    ...checkReferences(flow, catalog),
    ...checkHumanTasks(flow, catalog),
    ...checkMemory(flow),
    ...checkExpressions(flow, flowShapes(flow, catalog), reach),
  ];
  const order = new Map<string, number>(flow.steps.map(({ id }, index) => [id, index]));
  const place = ({ stepId, severity }: FlowProblem): number =>
    (stepId === undefined ? -1 : (order.get(stepId) ?? -1)) * 2 + (severity === 'error' ? 0 : 1);
  const sorted = problems.map(inBrief).toSorted((a, b) => place(a) - place(b));
  return sorted.length <= MAX_PROBLEMS ? sorted : [...sorted.slice(0, MAX_PROBLEMS), moreProblems(sorted.slice(MAX_PROBLEMS))];
}

/** A flow may hold names and values of any length, and sentences quote them. */
const inBrief = (problem: FlowProblem): FlowProblem =>
  problem.message.length <= MAX_MESSAGE ? problem : { ...problem, message: `${problem.message.slice(0, MAX_MESSAGE)} …` };

const moreProblems = (left: readonly FlowProblem[]): FlowProblem => ({
  severity: left.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
  code: 'more-problems',
  message: `There are ${left.length.toLocaleString('en')} more problems, which show once these are mended.`,
});
