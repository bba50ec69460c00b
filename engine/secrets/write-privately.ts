import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a file whole or not at all, for its owner's eyes alone from the first byte (0600). Rejects with Node's error, and then the old file stands. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const hidden = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  try {
    const file = await open(hidden, 'wx', 0o600);
    try {
      await file.chmod(0o600); // whatever a filesystem added
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
}
