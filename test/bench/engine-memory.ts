// A process of its own for engine-bench.ts: so many runs in flight for some seconds; prints the memory it took, in bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine, openBenchWorkspace } from './engine-load.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-memory-'));
try {
  const workspace = await openBenchWorkspace(folder);
  const idleBytes = process.memoryUsage.rss();
  await loadEngine(workspace, Number(process.argv[2]), 4);
  console.log(JSON.stringify({ idleBytes, peakBytes: process.resourceUsage().maxRSS * 1024 }));
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
