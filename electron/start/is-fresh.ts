import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** True when `built` exists and nothing in `sources` (files, or folders with all that is in them) changed after it was made. */
export function isFresh(built: string, sources: readonly string[]): boolean {
  const builtAtMs = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  return builtAtMs !== undefined && sources.every(source => newestMs(source) <= builtAtMs);
}

function newestMs(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return -Infinity;
  if (!found.isDirectory()) return found.mtimeMs;
  // A folder's own time changes when a file in it is taken away.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), found.mtimeMs);
}
