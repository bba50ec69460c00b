import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunId } from '../../../engine/base/ids.ts';
import type { CrashPoint } from '../../../engine/steps/step-work.ts';
import { chainBreak } from '../../../engine/trace/chain.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import { answerAll, openTestWorkspace } from '../../test-workspace.ts';
import { addPaidSkill, callsPaid, paidModel } from './crash-flow.ts';

const POINTS: readonly CrashPoint[] = [
  'run-created',
  'step-started',
  'agent-called',
  'answer-stored',
  'step-worked',
  'step-completed',
  'wait-opened',
  'wait-closed',
  'run-ending',
  'run-ended',
];

describe('a process killed with SIGKILL', () => {
  it.each(POINTS)('at %s loses no run and does no completed step twice', async point => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-crash-'));
    try {
      addPaidSkill(folder);
      expect(await signalOf(folder, point)).toBe('SIGKILL');

      const { workspace, leave } = await openTestWorkspace({ folder, models: paidModel(folder) });
      const runId = await runIdIn(folder, workspace.runs.summaries(workspace.orgId, { limit: 10 }));
      await answerAll(workspace, runId);

      const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
      const completed = rows.filter(row => row.kind === 'step.completed').map(row => `${row.stepId ?? ''}#${String(row.visit)}`);
      expect(foldRun(rows).state.status).toBe('succeeded');
      expect(completed).toEqual(['draft#1', 'ok#1', 'ask#1', 'end#1', 'last#1']);
      expect(chainBreak(rows)).toBeNull();
      // Only a call whose answer never reached the disk is made again.
      expect(callsPaid(folder)).toBe(1);
      expect((await workspace.ledger.rows(workspace.orgId, runId)).map(({ costMicroUsd }) => costMicroUsd)).toEqual([100]);
      await leave();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function signalOf(folder: string, point: CrashPoint): Promise<string | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), folder, point], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]; // true: the documented arguments of a child's exit event
  return signal;
}

/** The child may die before it could tell the id: then the run is the only one there is. */
async function runIdIn(folder: string, summaries: Promise<readonly { readonly runId: RunId }[]>): Promise<RunId> {
  const told = await readFile(join(folder, 'run-id'), 'utf8').catch(() => null);
  const [only] = await summaries;
  return RunId.parse(told ?? only?.runId);
}
