import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { bundleConfig } from '../../electron/vite.config.ts';
import { SHIPPED_RESOURCES } from '../../engine/open-workspace.ts';

/** engine-memory.ts and the thread that writes, bundled as the application bundles its engine; `leave` removes them. */
export async function bundledMemoryBench(): Promise<{ readonly program: string; readonly resources: string; readonly leave: () => void }> {
  const shipped = bundleConfig('processes');
  const outDir = join(shipped.root ?? '.', 'dist', 'bench');
  const input = {
    'engine-memory': join(import.meta.dirname, 'engine-memory.ts'),
    'write-thread': join(import.meta.dirname, '../../engine/stores/sqlite/write-thread.ts'),
  };
  await build({
    ...shipped,
    build: { ...shipped.build, outDir, emptyOutDir: true, rolldownOptions: { ...shipped.build?.rolldownOptions, input } },
  });
  return {
    program: join(outDir, 'engine-memory.js'),
    resources: SHIPPED_RESOURCES,
    leave: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
