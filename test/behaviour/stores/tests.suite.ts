import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Actor, FlowId, PacketId, StepId, TestRunId } from '../../../engine/base/ids.ts';
import type { TestRun } from '../../../engine/test-set/test-run.ts';
import { NO_TEST_SET, type TestSet } from '../../../engine/test-set/test-set.ts';
import { ORG, OTHER_ORG, type OpenedStore, type OpenStore } from './a-store.ts';

const FLOW = FlowId.parse('billing');
const ANA = Actor.parse('user:ana');

const SET: TestSet = {
  ...NO_TEST_SET,
  cases: { [PacketId.parse('monday')]: { expected: { end: 'halted', holds: ['context.score < 1'] } } },
  pins: { [StepId.parse('ask')]: { output: { outcome: 'approve' }, by: ANA, atUs: 5 } },
};

const aTestRun = (name: string, startedAtUs: number): TestRun => ({
  testRunId: TestRunId.parse(`test_${name}`),
  flowId: FLOW,
  by: ANA,
  startedAtUs,
  endedAtUs: null,
  state: 'running',
  cases: [{ packetId: PacketId.parse('monday'), title: 'Monday', runId: null, refusal: null, versionHash: null }],
});

export function testsSuite(name: string, open: OpenStore): void {
  describe(`Test sets in ${name}`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.leave());

    it('keeps one set a flow, over a restart, and saves it only over what was read', async () => {
      const { tests } = opened.store;
      const save = (testSet: TestSet, revision: number) => tests.saveTestSet(ORG, FLOW, { testSet, revision, by: ANA, atUs: 1 });
      expect(await tests.testSet(ORG, FLOW)).toBeNull();

      expect(await save(NO_TEST_SET, 0)).toEqual({ ok: true, value: 1 });
      expect(await save(SET, 0)).toEqual({ ok: false, error: 'revision-moved' });
      expect(await save(SET, 1)).toEqual({ ok: true, value: 2 });

      expect(await (await opened.reopen()).tests.testSet(ORG, FLOW)).toEqual({ testSet: SET, revision: 2 });
    });

    it('keeps test runs, the newest first, as they were last put, and none of another org', async () => {
      const { tests } = opened.store;
      await tests.putTestRun(ORG, aTestRun('a', 10));
      await tests.putTestRun(ORG, aTestRun('b', 20));
      const ended = { ...aTestRun('a', 10), endedAtUs: 15, state: 'ended' as const };
      await tests.putTestRun(ORG, ended);

      expect(await tests.testRuns(ORG, FLOW, 10)).toEqual([aTestRun('b', 20), ended]);
      expect(await tests.testRuns(ORG, FLOW, 1)).toHaveLength(1);
      expect(await tests.testRun(ORG, ended.testRunId)).toEqual(ended);
      expect(await tests.testRun(OTHER_ORG, ended.testRunId)).toBeNull();
      expect(await tests.testRuns(OTHER_ORG, FLOW, 10)).toEqual([]);
      expect(await tests.testSet(OTHER_ORG, FLOW)).toBeNull();
    });
  });
}
