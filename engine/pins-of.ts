import type { FlowId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { stepOf, type Flow } from './flow/flow.ts';
import { pinProblem, type Pins } from './runner/pins.ts';
import { activePins } from './test-set/test-set.ts';
import type { Workspace } from './workspace.ts';

/** The outputs that a flow's test set has stand in for those of its steps. The error says which does not fit; a pin of a step that went is passed over. */
export async function pinsOf(
  { tests, skills, products }: Pick<Workspace, 'tests' | 'skills' | 'products'>,
  flowId: FlowId,
  flow: Flow,
): Promise<Result<Pins, string>> {
  const { testSet } = await tests.testSet(flowId);
  const pins = Object.fromEntries(Object.entries(activePins(testSet)).filter(([stepId]) => stepOf(flow, stepId) !== undefined));
  const problem = pinProblem(flow, pins, { skills, products });
  return problem === null ? ok(pins) : refused(`${problem} Put it right or take it away under Tests.`);
}
