import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunId } from '../../../engine/base/ids.ts';
import { SHIPPED_RESOURCES } from '../../../engine/open-workspace.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { answerAll, openTestWorkspace, startRun } from '../../test-workspace.ts';

const readJson = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(join(SHIPPED_RESOURCES, ...path), 'utf8'));

describe('the stage cache, on the starter flow', () => {
  let place: Awaited<ReturnType<typeof openTestWorkspace>>;
  let flow: unknown;
  let slices: Record<string, unknown>;
  let first: Run;

  beforeAll(async () => {
    place = await openTestWorkspace();
    flow = await readJson('flows', 'synthesize-session.flow.json');
    ({ slices } = (await readJson('packets', 'session-maya-week-6.packet.json')) as { slices: Record<string, unknown> }); // true: a packet document
    first = await runThrough(slices);
  });
  afterAll(() => place.leave());

  it('has nothing to serve at first', () => {
    expect(workedStages(first)).toEqual(['session_notes', 'journal_notes', 'claims', 'ground', 'review', 'compose']);
  });

  it('serves every stage of the same packet under the same version, and says from which run', async () => {
    const again = await runThrough(slices);

    expect(workedStages(again)).toEqual([]);
    expect(
      new Set(
        again.visits.flatMap(({ state }) => (state.status === 'completed' && state.cachedFrom !== null ? [state.cachedFrom.runId] : [])),
      ),
    ).toEqual(new Set([first.runId]));
    expect(again.artefacts.map(({ path }) => path)).toEqual(first.artefacts.map(({ path }) => path));
    expect(
      (await place.workspace.ledger.rows(place.workspace.orgId, again.runId)).map(({ cache, costMicroUsd }) => [cache, costMicroUsd]),
    ).toEqual(Array.from({ length: 6 }, () => ['hit', 0]));
  });

  it('runs exactly the stages that read a changed slice, and those whose inputs changed with it', async () => {
    const changed = await runThrough({
      ...slices,
      journal: `${String(slices['journal'])}\nOn Sunday I agreed with the teacher that the workshop will be in January.`,
    });

    expect(workedStages(changed)).toEqual(['journal_notes', 'claims', 'ground', 'review', 'compose']);
  });

  it('runs exactly the synthesis when only its prompt changes', async () => {
    const { skills } = place.workspace;
    await skills.savePrompt(
      'synthesis.compose',
      (skills.find('synthesis.compose')?.prompt ?? '').replace('## Open questions', '## What to ask next'),
    );
    const changed = await runThrough(slices);
    await skills.savePrompt('synthesis.compose', null);

    expect(workedStages(changed)).toEqual(['compose']);
    expect(workedStages(await runThrough(slices))).toEqual([]);
  });

  it('never serves another org', async () => {
    const [entry] = await place.workspace.cache.recentOf(place.workspace.orgId, 'test-flow', 'compose', 1);
    if (entry === undefined) expect.fail('The synthesis left an entry.');
    expect(await place.workspace.cache.find(place.workspace.orgId, entry.stageKey)).not.toBeNull();
    expect(await place.workspace.cache.find('another-org' as typeof place.workspace.orgId, entry.stageKey)).toBeNull();
  });

  async function runThrough(evidence: Record<string, unknown>): Promise<Run> {
    const { workspace } = place;
    const runId: RunId = await startRun(workspace, flow, evidence);
    await answerAll(workspace, runId);
    const run = foldRun(await workspace.trace.rowsOf(workspace.orgId, runId));
    expect(run.state.status).toBe('succeeded');
    return run;
  }
});

const workedStages = (run: Run): string[] =>
  run.visits
    .filter(({ kind, state }) => kind === 'sage_skill' && state.status === 'completed' && state.from === 'work')
    .map(({ stepId }) => stepId);
