import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refused, type Result } from '../../engine/base/result.ts';
import { serveLoopback, type Loopback } from '../../engine/host/loopback.ts';
import { openStudio } from '../../engine/host/open-studio.ts';

export interface ServedStudio {
  /** Where the browser finds the window, with the token and the flow to show. */
  readonly address: string;
  /** For what the browser keeps of its own. */
  readonly profileFolder: string;
  close(): Promise<void>;
}

export interface ServeStudio {
  readonly workspaceFolder: string;
  readonly windowFolder: string;
  /** Null: the one of last time, else one that is free. */
  readonly port: number | null;
  readonly flowFiles: readonly string[];
  readonly warn: (line: string) => void;
}

/** Opens the workspace and serves its window on the loopback. Refused with a sentence. */
export async function serveStudio({
  workspaceFolder,
  windowFolder,
  port,
  flowFiles,
  warn,
}: ServeStudio): Promise<Result<ServedStudio, string>> {
  const opened = await openStudio({ folder: workspaceFolder, log: warn });
  if (!opened.ok) return refused(opened.error.sentence);
  const host = opened.value;
  const cacheFolder = join(host.workspace.folder, 'cache');
  const events = { door: host.workspace.eventDoor, clock: host.workspace.clock };
  const loopback = await onPort(port, cacheFolder, wanted => serveLoopback(host, { windowFolder, port: wanted, events, log: warn }));
  if (!loopback.ok) {
    await host.close();
    return loopback;
  }

  let flowId: string | null = null;
  for (const file of flowFiles) {
    const imported = await host.importFlow(file);
    if (imported.ok) flowId = imported.value;
    else warn(imported.error);
  }
  const address = new URL(loopback.value.address);
  if (flowId !== null) address.searchParams.set('flow', flowId);
  return ok({
    address: address.href,
    profileFolder: join(cacheFolder, 'window'),
    close: async () => {
      await loopback.value.close();
      await host.close();
    },
  });
}

/**
 * Serves on the port asked for. Without one, on that of last time when it is free: a browser keeps what a window remembers (its panels, its theme)
 * by address and port.
 */
async function onPort(
  wanted: number | null,
  cacheFolder: string,
  serve: (port: number) => Promise<Result<Loopback, string>>,
): Promise<Result<Loopback, string>> {
  if (wanted !== null) return serve(wanted);
  const file = join(cacheFolder, 'window-port');
  const last = lastPort(file);
  const served = last === null ? await serve(0) : await serve(last);
  if (!served.ok) return serve(0);
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(file, String(served.value.port));
  return served;
}

function lastPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : null;
  } catch {
    return null;
  }
}
