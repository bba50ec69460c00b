import { isDefinedError, safe } from '@orpc/client';
import type { FlowId, RunId, StepId, TestRunId } from '../../engine/base/ids.ts';
import type { OpenTests } from '../../engine/contract/tests.ts';
import type { Pin, TestSet } from '../../engine/test-set/test-set.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { flowHasErrors } from '../panels/runs/start-refusal.ts';
import type { Slice } from './studio.ts';

/** The open flow's test set: what is pinned, what is expected, and what its test runs came to. */
export interface TestsSlice {
  /** Null until it has been read, and without an open flow. */
  readonly tests: OpenTests | null;
  /** Why it could not be read, as a sentence. */
  readonly testsTrouble: string | null;
  /** A test run is being asked for. */
  readonly startingTests: boolean;
  /** The step whose pinned output is being set. */
  readonly pinning: StepId | null;

  readonly readTests: (flowId: FlowId) => Promise<void>;
  readonly testsChanged: (flowId: FlowId) => void;
  /** A run went on: what stands of it in the grid may have changed. */
  readonly testRunMoved: (runId: RunId) => void;
  readonly showTestRun: (testRunId: TestRunId) => void;
  /** Saves the set as `change` makes it; null when it was saved, else a sentence. */
  readonly changeTestSet: (change: (testSet: TestSet) => TestSet) => Promise<string | null>;
  /** Runs the drawing on all packets of the set; `again`: on those that did not come to what they should. */
  readonly runTests: (which: 'all' | 'again') => Promise<void>;
  readonly cancelTests: () => Promise<void>;
  readonly pinStep: (stepId: StepId | null) => void;
  /** Has an output stand in for a step's own; null takes it away. Null when it was saved, else a sentence. */
  readonly setPin: (stepId: StepId, pin: Omit<Pin, 'by' | 'atUs'> | null) => Promise<string | null>;
}

export const TESTS_PANEL_ID = 'tests';
/** Changes of runs come in bursts, one for each step. */
const GATHER_MS = 200;

export const testsSlice: Slice<TestsSlice> = needs => (set, get) => {
  const { host, tell, wire } = needs;
  let shown: TestRunId | undefined;
  let callOff: (() => void) | null = null;
  const readSoon = (flowId: FlowId): void => {
    callOff?.();
    callOff = needs.later(GATHER_MS, () => {
      callOff = null;
      if (get().openFlow?.flowId === flowId) void get().readTests(flowId);
    });
  };
  const trouble = (sentence: string): void => tell({ kind: 'trouble', sentence });

  return {
    tests: null,
    testsTrouble: null,
    startingTests: false,
    pinning: null,

    readTests: async flowId => {
      if (get().tests?.flowId !== flowId) {
        shown = undefined;
        set({ tests: null, testsTrouble: null });
      }
      const { error, data } = await safe(host.tests.read({ flowId, ...(shown === undefined ? {} : { testRunId: shown }) }));
      if (get().openFlow?.flowId !== flowId) return;
      if (error === null) set({ tests: data, testsTrouble: null });
      else if (wire.connection() === 'open') set({ testsTrouble: failureSentence(error) });
    },

    testsChanged: flowId => {
      if (get().openFlow?.flowId === flowId) readSoon(flowId);
    },

    testRunMoved: runId => {
      const { tests } = get();
      if (tests?.grid?.lines.some(line => line.runId === runId) === true) readSoon(tests.flowId);
    },

    showTestRun: testRunId => {
      shown = testRunId;
      const { tests } = get();
      if (tests !== null) void get().readTests(tests.flowId);
    },

    changeTestSet: async change => {
      const { tests } = get();
      if (tests === null) return 'The test set has not been read yet. Try again in a moment.';
      const testSet = change(tests.testSet);
      const { flowId, revision } = tests;
      const { error, data } = await safe(host.tests.save({ flowId, revision, testSet }));
      if (error !== null) {
        if (isDefinedError(error) && error.code === 'REVISION_MOVED') void get().readTests(flowId);
        return failureSentence(error);
      }
      const now = get().tests;
      if (now?.flowId === flowId) set({ tests: { ...now, testSet, revision: data.revision } });
      void get().readTests(flowId);
      return null;
    },

    runTests: async which => {
      const { openFlow, tests, startingTests } = get();
      if (openFlow === null || startingTests) return;
      const { flowId } = openFlow;
      set({ startingTests: true });
      if (!(await get().saveDraft())) {
        set({ startingTests: false });
        trouble('The drawing could not be saved, so the test run would not be of what you see. Try again when it is saved.');
        return;
      }
      const again = which === 'again' ? tests?.grid?.testRunId : undefined;
      const { error } = await safe(again === undefined ? host.tests.start({ flowId }) : host.tests.again({ testRunId: again }));
      set({ startingTests: false });
      shown = again;
      get().showBottom(TESTS_PANEL_ID);
      if (error === null) void get().readTests(flowId);
      else if (isDefinedError(error) && error.code === 'FLOW_HAS_ERRORS') set({ startRefusal: flowHasErrors(error.data.problems) });
      else trouble(failureSentence(error));
    },

    cancelTests: async () => {
      const testRunId = get().tests?.grid?.testRunId;
      if (testRunId === undefined) return;
      const { error } = await safe(host.tests.cancel({ testRunId }));
      if (error !== null) trouble(failureSentence(error));
    },

    pinStep: pinning => set({ pinning }),

    setPin: async (stepId, pin) => {
      const me = get().facts?.me;
      if (me === undefined) return 'The workspace has not been read yet. Try again in a moment.';
      return get().changeTestSet(testSet => {
        const { [stepId]: _was, ...others } = testSet.pins;
        return { ...testSet, pins: pin === null ? others : { ...others, [stepId]: { ...pin, by: me, atUs: needs.nowUs() } } };
      });
    },
  };
};
