import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's program, decided by files alone: asking its package (`require('electron')`) would download it there and then, without a limit.
 * The package writes `path.txt` last, so that a download that was cut off does not count. Null when it is not there.
 */
export function findElectron(electronPackage: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const named = textOf(join(electronPackage, 'path.txt'));
  if (override !== undefined && override !== '') return existing(join(override, named ?? 'electron'));
  if (named === null || textOf(join(electronPackage, 'dist', 'version')) === null) return null;
  return existing(join(electronPackage, 'dist', named));
}

const existing = (file: string): string | null => (existsSync(file) ? file : null);

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
