import type { RunId } from './base/ids.ts';
import { ok, refused, type Result } from './base/result.ts';
import { provenanceOf } from './runner/artefact.ts';
import { openValues } from './runner/scope.ts';
import { openArtefactFolder } from './stores/folder/artefact-folder.ts';
import { foldRun } from './trace/fold-run.ts';
import type { Workspace } from './workspace.ts';

/**
 * Writes again what is gone of a run's documents: the file from the store, byte for byte, and its provenance from the run. A file that is there is
 * left as it is. Gives the paths that were written; refused with a sentence when there is no such run, or nothing of it to write.
 */
export async function restoreArtefacts(
  places: Pick<Workspace, 'orgId' | 'trace' | 'runs' | 'folder'>,
  runId: RunId,
): Promise<Result<readonly string[], string>> {
  const rows = await places.trace.rowsOf(places.orgId, runId);
  if (rows.length === 0) return refused(`There is no run ${runId} in this workspace.`);
  const run = foldRun(rows);
  if (run.artefacts.length === 0) return refused(`The run ${runId} wrote no artefact.`);
  const folder = openArtefactFolder(places.folder);
  const load = openValues(hash => places.runs.blob(places.orgId, hash));
  const written: string[] = [];
  for (const row of rows) {
    if (row.kind !== 'artefact.emitted') continue;
    const { path, provenancePath, markdown } = row.data;
    const text = await load(markdown);
    if (typeof text !== 'string') return refused(`The store has no text of ${path}. Run the flow again on the same packet.`);
    const producedBy = producerIn(text) ?? { runId, stepId: row.stepId ?? '' };
    for (const [file, content] of [
      [path, text],
      [provenancePath, provenanceOf(run, producedBy, path, text)],
    ] as const) {
      if (await folder.has(file)) continue;
      await folder.stage(runId, file, content);
      await folder.publish(runId, file);
      written.push(file);
    }
  }
  return ok(written);
}

/** The run and step that made the text, as its front matter names them: a run that the cache served points at the file of another. */
function producerIn(text: string): { readonly runId: string; readonly stepId: string } | null {
  const [, runId, stepId] = /^ledger: (run_\w+)\/([^\n]+)$/m.exec(text.slice(0, text.indexOf('\n---\n', 4))) ?? [];
  return runId === undefined || stepId === undefined ? null : { runId, stepId };
}
