// `npm run bench:engine`: every file of this folder that ends in -bench.ts and measures no window, one after another, each in a process of its own.
// Names of benches narrow it: `npm run bench:engine -- hash engine`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** They need a built window and a browser, and have commands of their own. */
const OF_THE_WINDOW: readonly string[] = ['editor-bench.ts', 'form-bench.ts', 'seeing-bench.ts'];
const wanted = process.argv.slice(2);
const benches = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('-bench.ts'))
  .filter(file => (wanted.length === 0 ? !OF_THE_WINDOW.includes(file) : wanted.some(name => file === `${name}-bench.ts`)))
  .sort();

for (const bench of benches) {
  console.log(`\n${bench}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, bench)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
