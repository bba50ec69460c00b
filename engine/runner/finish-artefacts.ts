import type { RunnerNeeds } from './runner-needs.ts';

/** After a crash: publishes staged files whose row is in the trace, and throws away those whose row never was. */
export async function finishArtefacts(needs: Pick<RunnerNeeds, 'artefacts' | 'trace' | 'orgId'>): Promise<void> {
  for (const { runId, path } of await needs.artefacts.staged()) {
    const rows = await needs.trace.rowsOf(needs.orgId, runId);
    const announced = rows.some(row => row.kind === 'artefact.emitted' && (row.data.path === path || row.data.provenancePath === path));
    if (announced) await needs.artefacts.publish(runId, path);
    else await needs.artefacts.discard(runId, path);
  }
}
