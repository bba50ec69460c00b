import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RunId } from '../../base/ids.ts';
import type { ArtefactFolder } from '../../runner/artefact-folder.ts';

const STAGED = /^\.(run_[0-9A-Za-z]+)\.(.+)\.staged$/;

/** Artefacts as files in `<workspace>/artefacts`. Only names directly inside that folder are ever touched. */
export function openArtefactFolder(workspaceFolder: string): ArtefactFolder {
  const folder = join(workspaceFolder, 'artefacts');
  const fileOf = (path: string) => join(folder, basename(path));
  const stagedOf = (runId: RunId, path: string) => join(folder, `.${runId}.${basename(path)}.staged`);
  return {
    has: path =>
      stat(fileOf(path)).then(
        found => found.isFile(),
        () => false,
      ),
    async stage(runId, path, text) {
      await mkdir(folder, { recursive: true });
      const file = await open(stagedOf(runId, path), 'w');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    // A run that the cache served staged nothing: its file is there already.
    publish: (runId, path) => rename(stagedOf(runId, path), fileOf(path)).catch(unlessMissing),
    discard: (runId, path) => rm(stagedOf(runId, path), { force: true }),
    async staged() {
      const names = await readdir(folder).catch((fault: unknown) => (unlessMissing(fault), []));
      return names.flatMap(name => {
        const [, runId, file] = STAGED.exec(name) ?? [];
        const id = RunId.safeParse(runId);
        return id.success && file !== undefined ? [{ runId: id.data, path: `artefacts/${file}` }] : [];
      });
    },
    read: path => readFile(fileOf(path), 'utf8').catch((fault: unknown) => (unlessMissing(fault), null)),
  };
}

function unlessMissing(fault: unknown): void {
  if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault;
}
