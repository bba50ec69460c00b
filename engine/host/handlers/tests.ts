import type { FlowId } from '../../base/ids.ts';
import { pinProblem, type Pins } from '../../runner/pins.ts';
import { pinsOf } from '../../pins-of.ts';
import { casesOf } from '../../test-cases.ts';
import type { TestRequest } from '../../test-desk.ts';
import { MAX_TEST_SET_LETTERS, type TestSet } from '../../test-set/test-set.ts';
import { checkFlow } from '../../flow/check-flow.ts';
import { flowHash } from '../../flow/flow-hash.ts';
import type { FlowProblem } from '../../flow/flow-problem.ts';
import { stepOf, type Flow } from '../../flow/flow.ts';
import type { Workspace } from '../../workspace.ts';
import { catalogOf } from '../catalog-of.ts';
import { door } from '../door.ts';

/** So many test runs of a flow are offered to look at. */
const LISTED = 20;

export const testsHandlers = door.tests.router({
  read: door.tests.read.handler(async ({ input: { flowId, testRunId }, context: { workspace }, errors }) => {
    const flow = await drawn(workspace, flowId, errors);
    const { testSet, revision } = await workspace.tests.testSet(flowId);
    const testRuns = await workspace.tests.testRuns(flowId, LISTED);
    const shown = testRuns.find(each => each.testRunId === testRunId) ?? testRuns[0];
    return {
      ...{ flowId, testSet, revision },
      grid: shown === undefined ? null : await workspace.tests.grid(shown, flow, testSet),
      testRuns: testRuns.map(each => ({ testRunId: each.testRunId, startedAtUs: each.startedAtUs })),
    };
  }),

  save: door.tests.save.handler(async ({ input: { flowId, revision, testSet }, context: { workspace }, errors }) => {
    const flow = await drawn(workspace, flowId, errors);
    const problem =
      JSON.stringify(testSet).length > MAX_TEST_SET_LETTERS
        ? 'The test set would grow too large: pin smaller outputs.'
        : pinProblem(flow, stillThere(testSet.pins, flow), workspace);
    if (problem !== null) throw errors.DOES_NOT_FIT({ message: problem, data: { sentence: problem } });
    const saved = await workspace.tests.save(workspace.orgId, flowId, {
      ...{ testSet, revision, by: workspace.me },
      atUs: workspace.clock.nowUs(),
    });
    if (!saved.ok) throw errors.REVISION_MOVED({ data: { flowId } });
    return { revision: saved.value };
  }),

  start: door.tests.start.handler(async ({ input: { flowId }, context: { workspace }, errors }) => {
    const started = await workspace.tests.start(await request(workspace, flowId, errors));
    if (!started.ok) throw errors.NOT_STARTED({ message: started.error, data: { sentence: started.error } });
    return { testRunId: started.value.testRunId };
  }),

  again: door.tests.again.handler(async ({ input: { testRunId }, context: { workspace }, errors }) => {
    const before = await workspace.tests.testRun(testRunId);
    if (before === null) throw errors.NO_SUCH_TEST_RUN({ data: { testRunId } });
    const started = await workspace.tests.again(testRunId, await request(workspace, before.flowId, errors));
    if (!started.ok) throw errors.NOT_STARTED({ message: started.error, data: { sentence: started.error } });
    return { testRunId };
  }),

  cancel: door.tests.cancel.handler(async ({ input: { testRunId }, context: { workspace }, errors }) => {
    if ((await workspace.tests.testRun(testRunId)) === null) throw errors.NO_SUCH_TEST_RUN({ data: { testRunId } });
    if (!(await workspace.tests.cancel(testRunId, workspace.me))) throw errors.OVER({ data: { testRunId } });
    return null;
  }),
});

interface Refusals {
  NO_SUCH_FLOW(options: { data: { flowId: FlowId } }): Error;
  FLOW_HAS_ERRORS(options: { data: { problems: FlowProblem[] } }): Error;
  NOT_STARTED(options: { message: string; data: { sentence: string } }): Error;
}

async function drawn({ flows, orgId }: Workspace, flowId: FlowId, errors: Pick<Refusals, 'NO_SUCH_FLOW'>): Promise<Flow> {
  const draft = await flows.draft(orgId, flowId);
  if (draft === null) throw errors.NO_SUCH_FLOW({ data: { flowId } });
  return draft.flow;
}

/** All that a test run of the flow as it is drawn needs. Throws the call's own refusals. */
async function request(workspace: Workspace, flowId: FlowId, errors: Refusals): Promise<TestRequest> {
  const flow = await drawn(workspace, flowId, errors);
  const problems = checkFlow(flow, catalogOf(workspace)).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) throw errors.FLOW_HAS_ERRORS({ data: { problems } });
  const pins = await pinsOf(workspace, flowId, flow);
  if (!pins.ok) throw errors.NOT_STARTED({ message: pins.error, data: { sentence: pins.error } });
  const { testSet } = await workspace.tests.testSet(flowId);
  const versionHash = flowHash(flow);
  const versions = await workspace.flows.versions(workspace.orgId, flowId);
  return {
    ...{ flowId, flow, pins: pins.value, by: workspace.me },
    versionNo: versions.find(version => version.versionHash === versionHash)?.versionNo ?? null,
    cases: await casesOf(workspace, flow, testSet),
  };
}

/** Outputs by step, without those of steps that went. */
const stillThere = (pins: TestSet['pins'], flow: Flow): Pins =>
  Object.fromEntries(
    Object.entries(pins).flatMap(([stepId, { output }]) => (stepOf(flow, stepId) === undefined ? [] : [[stepId, output]])),
  );
