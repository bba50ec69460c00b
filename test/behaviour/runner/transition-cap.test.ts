import { expect, it } from 'vitest';
import { MAX_TRANSITIONS } from '../../../engine/flow/flow.ts';
import type { RunnerNeeds } from '../../../engine/runner/runner-needs.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { causeSentence } from '../../../engine/trace/cause-sentence.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';

it('A loop that nobody ends fails after ten thousand steps, and says so', async () => {
  const rows: TraceRow[] = [];
  // Kept here instead of on disk: ten thousand flushes would take longer than all the rest of the tests.
  const around = (needs: RunnerNeeds): RunnerNeeds => ({
    ...needs,
    runs: {
      ...needs.runs,
      commit: change => {
        rows.push(...change.rows);
        return Promise.resolve();
      },
    },
  });
  const { workspace, leave } = await openTestWorkspace({ around });
  const gate = (id: string, onFail: string) => ({ id, kind: 'gate', config: { expression: 'false', onFail } });
  const steps = [gate('a', 'b'), gate('b', 'a')];
  const runId = await startRun(workspace, { format: 'atelier-flow/1', name: 'Round and round', start: 'a', steps });

  await workspace.runner.settled(runId);

  const whole = [...(await workspace.trace.rowsOf(workspace.orgId, runId)), ...rows];
  const { visits, state } = foldRun(whole);
  expect(visits).toHaveLength(MAX_TRANSITIONS);
  expect(visits.at(-1)).toMatchObject({ stepId: 'b', visit: MAX_TRANSITIONS / 2 });
  expect('cause' in state && causeSentence(state.cause)).toBe(
    'Step a: The run took 10,000 steps without an end. Look for a loop whose gate never passes.',
  );
  expect(chainBreak(whole)).toBeNull();
  await leave();
}, 60_000);
