import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';

/** What is wrong, without the name of the step: for where the step is named already. */
export function problemWords(problem: Pick<FlowProblem, 'message'>, stepTitle: string | null): string {
  const name = `“${stepTitle ?? ''}”: `;
  return stepTitle !== null && problem.message.startsWith(name) ? problem.message.slice(name.length) : problem.message;
}
