import { stat } from 'node:fs/promises';

/** Changes with every write of a file: each goes to a new file that then takes the name. Rejects with Node's error when there is none. */
export async function stampOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return `${String(ino)} ${String(size)} ${String(mtimeNs)}`;
}
