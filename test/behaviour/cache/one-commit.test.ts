import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { refHash } from '../../../engine/base/value-ref.ts';

const readJson = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(join(SHIPPED_RESOURCES, ...path), 'utf8'));

it('writes a line of hits and gates in one commit, with every row that single commits had', async () => {
  let commits = 0;
  const { workspace, leave } = await openTestWorkspace({
    around: needs => ({
      ...needs,
      runs: {
        ...needs.runs,
        commit: change => {
          commits++;
          return needs.runs.commit(change);
        },
      },
    }),
  });
  const flow = await readJson('flows', 'synthesize-session.flow.json');
  const { slices } = (await readJson('packets', 'session-maya-week-6.packet.json')) as { slices: Record<string, unknown> }; // true: a packet document
  const untilAsked = async (): Promise<readonly TraceRow[]> => {
    const runId = await startRun(workspace, flow, slices);
    await workspace.runner.settled(runId);
    return workspace.trace.rowsOf(workspace.orgId, runId);
  };
  const worked = await untilAsked();
  commits = 0;

  const served = await untilAsked();

  // One for the hits and the gate, one for the person's task: that is no reading.
  expect(commits).toBe(2);
  expect(chainBreak(served)).toBeNull();
  const steps = (rows: readonly TraceRow[]) =>
    rows.filter(({ kind }) => !/^(?:cache|agent)\./.test(kind)).map(({ kind, stepId }) => [kind, stepId]);
  expect(steps(served)).toEqual(steps(worked));
  const outputs = (rows: readonly TraceRow[]) =>
    rows.flatMap(row => (row.kind === 'step.completed' ? [[refHash(row.data.output), row.contextHash]] : []));
  expect(outputs(served)).toEqual(outputs(worked));
  expect(served.filter(({ kind }) => kind === 'cache.hit')).toHaveLength(5);
  await leave();
});
