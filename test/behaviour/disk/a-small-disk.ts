import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOUNT_BYTES = 16 * 1024 * 1024;

/** A disk of sixteen megabytes in memory, with a folder on it. */
export interface SmallDisk {
  readonly folder: string;
  /** Writes until nothing more fits. */
  fill(): void;
  free(): void;
  setReadOnly(isReadOnly: boolean): void;
  /** Takes the disk away; what was opened on it is closed by then. */
  remove(): void;
}

/** Null where this process may not mount: then the store's own tests (`sqlite-disk-full.test.ts`) and the simulation tell of full disks. */
export function openSmallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-disk-'));
  if (!mounted('-t', 'tmpfs', '-o', `size=${String(MOUNT_BYTES)}`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(filler, { force: true }),
    setReadOnly(isReadOnly) {
      if (!mounted('-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder)) throw new Error(`${folder} could not be mounted anew.`);
    },
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const mounted = (...words: readonly string[]): boolean => spawnSync('mount', words, { stdio: 'ignore' }).status === 0;
