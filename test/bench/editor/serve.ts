// Serves a workspace's window in a process of its own, and says where: `node serve.ts <workspace>`. Ends with its standard input.
import { join } from 'node:path';
import { serveStudio } from '../../../electron/start/serve-studio.ts';

const served = await serveStudio({
  workspaceFolder: process.argv[2] ?? '',
  windowFolder: join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer'),
  port: null,
  flowFiles: [],
  warn: line => process.stderr.write(`${line}\n`),
});
if (!served.ok) throw new Error(served.error);
console.log(served.value.address);
process.stdin.on('end', () => void served.value.close().then(() => process.exit(0))).resume();
