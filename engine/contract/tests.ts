import { oc } from '@orpc/contract';
import { z } from 'zod';
import { FlowId, TestRunId } from '../base/ids.ts';
import { FlowProblem } from '../flow/flow-problem.ts';
import { TestGrid } from '../test-set/test-grid.ts';
import { TestSet } from '../test-set/test-set.ts';

/** A flow's test set, and the test runs there were. */
export const OpenTests = z.object({
  flowId: FlowId,
  testSet: TestSet,
  /** Counts its savings. */
  revision: z.int(),
  /** The test run that was asked for, or the newest; null without any. */
  grid: TestGrid.nullable(),
  /** Newest first. */
  testRuns: z.array(z.object({ testRunId: TestRunId, startedAtUs: z.int() })),
});
export type OpenTests = z.infer<typeof OpenTests>;

const noSuchFlow = { NO_SUCH_FLOW: { data: z.object({ flowId: FlowId }), message: 'This flow is not in the workspace.' } };
const noSuchTestRun = { NO_SUCH_TEST_RUN: { data: z.object({ testRunId: TestRunId }), message: 'This test run is not in the workspace.' } };
const startErrors = {
  ...noSuchFlow,
  FLOW_HAS_ERRORS: {
    data: z.object({ problems: z.array(FlowProblem) }),
    message: 'The flow has errors; they stand in the Problems list.',
  },
  NOT_STARTED: { data: z.object({ sentence: z.string() }), message: 'The test run was not started.' },
};

export const testsContract = {
  read: oc
    .input(z.object({ flowId: FlowId, testRunId: TestRunId.optional() }))
    .output(OpenTests)
    .errors(noSuchFlow),
  /** Compare-and-set on `revision`. */
  save: oc
    .input(z.object({ flowId: FlowId, revision: z.int(), testSet: TestSet }))
    .output(z.object({ revision: z.int() }))
    .errors({
      ...noSuchFlow,
      REVISION_MOVED: {
        data: z.object({ flowId: FlowId }),
        message: 'Another window changed this test set in the meantime. Look at it again.',
      },
      DOES_NOT_FIT: { data: z.object({ sentence: z.string() }), message: 'This cannot stand in a test set.' },
    }),
  /** Runs the flow as it is drawn, as a draft, on every packet of its set. */
  start: oc
    .input(z.object({ flowId: FlowId }))
    .output(z.object({ testRunId: TestRunId }))
    .errors(startErrors),
  /** Runs those packets again that did not come to what they should. */
  again: oc
    .input(z.object({ testRunId: TestRunId }))
    .output(z.object({ testRunId: TestRunId }))
    .errors({ ...startErrors, ...noSuchTestRun }),
  /** Stops what is under way of it, and begins no more. */
  cancel: oc
    .input(z.object({ testRunId: TestRunId }))
    .output(z.null())
    .errors({
      ...noSuchTestRun,
      OVER: { data: z.object({ testRunId: TestRunId }), message: 'This test run is over already.' },
    }),
};
