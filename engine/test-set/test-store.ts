import type { Actor, FlowId, OrgId, TestRunId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { TestRun } from './test-run.ts';
import type { TestSet } from './test-set.ts';

/** `revision` counts its savings; 0 before the first. */
export interface KeptTestSet {
  readonly testSet: TestSet;
  readonly revision: number;
}

/** Keeps test sets and what their runs came to. */
export interface TestStore {
  /** Null before it was first saved. */
  testSet(orgId: OrgId, flowId: FlowId): Promise<KeptTestSet | null>;
  /** Compare-and-set on `revision`; gives the new one. */
  saveTestSet(
    orgId: OrgId,
    flowId: FlowId,
    saved: KeptTestSet & { readonly by: Actor; readonly atUs: number },
  ): Promise<Result<number, 'revision-moved'>>;
  /** Writes it, or over what was known of it. */
  putTestRun(orgId: OrgId, testRun: TestRun): Promise<void>;
  testRun(orgId: OrgId, testRunId: TestRunId): Promise<TestRun | null>;
  /** Newest first. */
  testRuns(orgId: OrgId, flowId: FlowId, limit: number): Promise<readonly TestRun[]>;
}
