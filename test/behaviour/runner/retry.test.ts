import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok, refused, type Result } from '../../../engine/base/result.ts';
import type { StepError } from '../../../engine/base/step-error.ts';
import type { ModelAnswer, Models } from '../../../engine/models/model.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import { openTestWorkspace, startRun, story } from '../../test-workspace.ts';
import { turnedClock } from '../../turned-clock.ts';
import { addPaidSkill } from './crash-flow.ts';

const FLOW = {
  format: 'atelier-flow/1',
  name: 'Retry',
  packet: { slices: { note: { schema: { type: 'string' } } } },
  start: 'draft',
  steps: [
    {
      id: 'draft',
      kind: 'sage_skill',
      config: { skill: 'paid_note', input: { note: '{{ packet.note }}' } },
      retry: { maxAttempts: 3, baseMs: 60_000 },
    },
  ],
};

const transient: StepError = { class: 'transient', code: 'overloaded', message: 'The model is overloaded. It is asked again in a moment.' };
const auth: StepError = { class: 'auth', code: 'wrong_key', message: 'The key was refused. Set another one.' };
const answer: ModelAnswer = {
  output: { text: 'The workshop moved.' },
  responseModel: 'scripted-1',
  finishReason: 'stop',
  costMicroUsd: 7,
  usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, reasoningTokens: 0 },
};

/** A model that answers what the script says, one line a call. */
function scripted(script: Result<ModelAnswer, StepError>[]): Models {
  const generate = (): Promise<Result<ModelAnswer, StepError>> => Promise.resolve(script.shift() ?? refused(auth));
  return () => ({ provider: 'scripted', modelId: 'scripted-1', params: {}, priceTableHash: null, generate });
}

async function play(
  script: Result<ModelAnswer, StepError>[],
  turns: number,
): Promise<{ told: string[]; status: string; ledger: (readonly [string, string | null, number])[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-retry-'));
  addPaidSkill(folder);
  const clock = turnedClock();
  const { workspace, leave } = await openTestWorkspace({ folder, clock, models: scripted(script) });
  const runId = await startRun(workspace, FLOW, { note: 'The workshop moved to Thursday.' });
  for (let turn = 0; turn < turns; turn++) {
    while ((await workspace.trace.rowsOf(workspace.orgId, runId)).filter(({ kind }) => kind === 'step.retry_scheduled').length <= turn)
      await new Promise(setImmediate);
    clock.turn(600_000);
  }
  await workspace.runner.settled(runId);
  const rows = await workspace.trace.rowsOf(workspace.orgId, runId);
  const ledger = (await workspace.ledger.rows(workspace.orgId, runId)).map(
    ({ status, errorClass, costMicroUsd }) => [status, errorClass, costMicroUsd] as const,
  );
  const run = foldRun(rows);
  await leave();
  return { told: story(rows), status: run.state.status, ledger };
}

const ASKED = ['step.started draft', 'cache.miss draft', 'agent.called draft'];

describe('a stage whose model fails', () => {
  it('is tried again after its delay, and each attempt stands in the ledger', async () => {
    const { told, status, ledger } = await play([refused(transient), ok(answer)], 1);

    expect(told).toEqual([
      'run.created',
      'run.started',
      ...ASKED,
      'ledger.recorded draft',
      'step.retry_scheduled draft transient/overloaded',
      ...ASKED,
      'agent.returned draft',
      'ledger.recorded draft',
      'step.completed draft',
      'run.succeeded',
    ]);
    expect(status).toBe('succeeded');
    expect(ledger).toEqual([
      ['failed', 'transient', 0],
      ['ok', null, 7],
    ]);
  });

  it('fails for good when its attempts are used up', async () => {
    const { told, status } = await play([refused(transient), refused(transient), refused(transient)], 2);

    expect(told.filter(line => line.startsWith('step.'))).toEqual([
      'step.started draft',
      'step.retry_scheduled draft transient/overloaded',
      'step.started draft',
      'step.retry_scheduled draft transient/overloaded',
      'step.started draft',
      'step.failed draft transient/overloaded',
    ]);
    expect(status).toBe('failed');
  });

  it('is not tried again where that cannot help', async () => {
    const { told, status } = await play([refused(auth)], 0);

    expect(told.at(-2)).toBe('step.failed draft auth/wrong_key');
    expect(status).toBe('failed');
  });
});
