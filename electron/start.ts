import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/** The engine's database and these sources need what came with Node 24. */
const NODE_MAJOR = 24;
const OWN_NODE = join(import.meta.dirname, '..', 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) {
  // Types are stripped and modules compiled once and not at each start.
  module.enableCompileCache();
  // Only now, because what it imports does not load under an older Node.
  const { startStudio } = await import('./start/start-studio.ts');
  process.exitCode = await startStudio(process.argv.slice(2));
} else if (existsSync(OWN_NODE)) {
  const child = spawn(OWN_NODE, process.argv.slice(1), { stdio: 'inherit' });
  child.on('exit', code => (process.exitCode = code ?? 1));
} else {
  process.stderr.write(
    `Atelier Studio needs Node ${NODE_MAJOR} and this is ${process.version}: run "npm ci", which brings it along, then "npm start".\n`,
  );
  process.exitCode = 2;
}
