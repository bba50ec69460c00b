import { checkFlow } from '../flow/check-flow.ts';
import type { Flow } from '../flow/flow.ts';
import type { FlowProblem } from '../flow/flow-problem.ts';
import { readFlowText } from '../flow/read-flow-text.ts';
import type { Workspace } from '../workspace.ts';

/** What a flow may refer to; an open workspace is one. */
export type Shelves = Pick<Workspace, 'skills' | 'products'>;

/** The flow that a text holds, and everything that is wrong with it, errors first. The flow is null for what is no flow at all. */
export function checkFlowText(text: string, known: Shelves): { readonly flow: Flow | null; readonly problems: readonly FlowProblem[] } {
  const { flow, problems } = readFlowText(text);
  return { flow, problems: flow === null ? problems : [...problems, ...flowProblems(flow, known)] };
}

/** Problems of the drawing against what is known; errors first. */
export function flowProblems(flow: Flow, { skills, products }: Shelves): readonly FlowProblem[] {
  const problems = checkFlow(flow, { skills: skills.list(), products: products.list() });
  return problems.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
}
