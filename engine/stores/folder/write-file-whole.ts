import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: the text goes to a hidden file in the same folder and onto the disk, and only then takes the name.
 * Whoever reads `path` meanwhile, or after a crash, finds the old text or the new one. The folder must be there. Rejects with Node's error
 * (`ENOSPC`, `EROFS` …), and then the old file stands and nothing is left beside it.
 */
export async function writeFileWhole(path: string, text: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const hidden = join(folder, `.${basename(path)}.${randomUUID()}.part`);
  try {
    const file = await open(hidden, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(hidden, path);
  } catch (error) {
    await rm(hidden, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  await syncFolder(folder);
}

/** The same, and makes the folders that the file stands in. */
export async function writeWithFolders(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileWhole(path, text);
}

/** A new name is on disk only when its folder is. Windows opens no folders and needs none of it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
