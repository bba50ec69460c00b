// A process of its own for engine-bench.ts: so many runs in flight for some seconds; prints the memory it took, in bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine, openBenchWorkspace } from './engine-load.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-memory-'));
try {
  const workspace = await openBenchWorkspace(folder, process.argv[3]);
  const idleBytes = process.memoryUsage.rss();
  // Looked at again and again: the system's own peak begins with that of the process which started this one.
  let peakBytes = idleBytes;
  const look = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 10);
  await loadEngine(workspace, Number(process.argv[2]), 4);
  clearInterval(look);
  console.log(JSON.stringify({ idleBytes, peakBytes }));
  await workspace.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
