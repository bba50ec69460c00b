import type { ArtefactFolder } from '../../engine/runner/artefact-folder.ts';

/** A folder of artefacts as a disk keeps it: what was staged or published is there after a crash. In memory, since a real one answers in no fixed order. */
export function openSimArtefacts(): ArtefactFolder & { readonly published: ReadonlyMap<string, string> } {
  const published = new Map<string, string>();
  const staged = new Map<
    string,
    { readonly text: string; readonly runId: Parameters<ArtefactFolder['stage']>[0]; readonly path: string }
  >();
  const keyOf = (runId: string, path: string): string => `${runId} ${path}`;
  return {
    published,
    has: path => Promise.resolve(published.has(path)),
    stage: (runId, path, text) => Promise.resolve(void staged.set(keyOf(runId, path), { text, runId, path })),
    publish(runId, path) {
      const found = staged.get(keyOf(runId, path));
      if (found !== undefined) published.set(path, found.text);
      staged.delete(keyOf(runId, path));
      return Promise.resolve();
    },
    discard: (runId, path) => Promise.resolve(void staged.delete(keyOf(runId, path))),
    staged: () => Promise.resolve([...staged.values()].map(({ runId, path }) => ({ runId, path }))),
    read: path => Promise.resolve(published.get(path) ?? null),
  };
}
