// The host that is killed: `node journal-host.ts FOLDER`. Says where its window stands.
import { openWorkspace } from '../../../engine/open-workspace.ts';
import { openHost } from '../../../engine/host/host.ts';
import { serveLoopback } from '../../../engine/host/loopback.ts';

const [, , folder = ''] = process.argv;
const opened = await openWorkspace({ folder });
if (!opened.ok) throw new Error(opened.error.sentence);
const served = await serveLoopback(openHost(opened.value, { log: line => process.stderr.write(`${line}\n`) }), {
  windowFolder: folder,
  port: 0,
});
if (!served.ok) throw new Error(served.error);
process.stdout.write(`${served.value.address}\n`);
