import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import { crashEnvironment } from './crash-workspace.ts';
import type { PeerCall } from './peer.ts';
import { openProjectionCheck } from '../simulate/check-projections.ts';
import { TRUST_ALL } from '../../engine/skills/trust-book.ts';

export interface Aftermath {
  readonly runs: number;
  readonly rows: number;
  /** Runs that were held to bring the process down, since it was killed under them again and again. */
  readonly poisoned: number;
  readonly asked: number;
  readonly problems: readonly string[];
}

/** What must hold when the dust has settled: every acknowledged thing is there, every run at its end, nothing done twice. */
export async function checkAftermath(options: {
  readonly folder: string;
  readonly peerUrl: string;
  readonly expectedRuns: number;
  /** Lines the processes said before they died. */
  readonly said: readonly string[];
  readonly calls: readonly PeerCall[];
}): Promise<Aftermath> {
  const { folder, said, calls } = options;
  const problems: string[] = [];
  const opened = await openWorkspace({ trust: TRUST_ALL, folder, environment: crashEnvironment(options.peerUrl), mode: 'read-only' });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  const { orgId } = workspace;
  const projections = openProjectionCheck(folder, orgId);
  const summaries = await workspace.runs.summaries(orgId, { limit: 1_000_000 });
  const there = new Set<string>(summaries.map(({ runId }) => runId));
  if (there.size !== options.expectedRuns)
    problems.push(`${String(options.expectedRuns)} runs were started, ${String(there.size)} are there`);
  for (const line of said)
    if (line.startsWith('started ') && !there.has(line.slice(8))) problems.push(`${line} was acknowledged and is gone`);

  let poisoned = 0;
  let asked = 0;
  let rows = 0;
  const answered = new Set<string>();
  const perModelCall = new Map<string, number>();
  for (const { runId, status } of summaries) {
    const trace = await workspace.trace.rowsOf(orgId, runId);
    rows += trace.length;
    const { state, visits } = foldRun(trace);
    const isPoisoned = state.status === 'failed' && state.cause.kind === 'error' && state.cause.error.code === 'poison_pill';
    if (isPoisoned) poisoned += 1;
    else if (status !== 'succeeded') problems.push(`${runId} is ${status}`);
    else if (visits.map(({ stepId }) => stepId).join(' ') !== 'draft reserve good ask bill paid ours last')
      problems.push(`${runId} went ${visits.map(({ stepId }) => stepId).join(' ')}`);
    const completed = trace.filter(({ kind }) => kind === 'step.completed').map(row => `${row.stepId ?? ''}#${String(row.visit)}`);
    if (new Set(completed).size !== completed.length) problems.push(`${runId} completed a step twice: ${completed.join(' ')}`);
    for (const row of trace) {
      if (row.kind === 'human.resolved') answered.add(row.data.waitId);
      if (row.kind === 'step.attempt_lost' && row.data.decision === 'outcome_unknown') asked += 1;
      if (row.kind === 'agent.returned') perModelCall.set(runId, (perModelCall.get(runId) ?? 0) + 1);
    }
    for (const wrong of await projections.check(runId)) problems.push(`${runId}: ${wrong}`);
  }
  for (const [runId, times] of perModelCall) if (times > 1) problems.push(`${runId} stored ${String(times)} paid answers of one stage`);
  for (const line of said)
    if (line.startsWith('answered ') && !answered.has(line.slice(9))) problems.push(`${line} was acknowledged and is in no trace`);
  problems.push(...repeatedEffects(calls));
  await projections.close();
  await workspace.close();
  problems.push(...unverified(folder));
  return { runs: there.size, rows, poisoned, asked, problems };
}

/** What may be done once is called once for its key. What is idempotent may be delivered again: under the same key, so it has one effect. */
function repeatedEffects(calls: readonly PeerCall[]): string[] {
  const products = calls.filter(({ kind }) => kind === 'product');
  const bills = Map.groupBy(
    products.filter(({ name }) => name === 'bill'),
    ({ idempotencyKey }) => idempotencyKey,
  );
  return [
    ...[...bills].filter(([, same]) => same.length > 1).map(([key, same]) => `${key} was billed ${String(same.length)} times`),
    ...(products.some(({ idempotencyKey }) => idempotencyKey === '') ? ['a product was called without a key'] : []),
  ];
}

/** What `atelier verify` says, asked as a person would ask it. */
function unverified(folder: string): string[] {
  const program = join(import.meta.dirname, '..', '..', 'engine', 'cli', 'atelier.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'verify', '--workspace', folder], { encoding: 'utf8' });
  return status === 0 ? [] : [`atelier verify says: ${stdout}${stderr}`];
}
