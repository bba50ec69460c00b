const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room and try again',
  EDQUOT: 'your share of the disk is used up. Make room and try again',
  EROFS: 'the disk may only be read. Open a workspace on another one',
  EACCES: 'you have no right to it. Give yourself the right and try again',
  EPERM: 'you have no right to it. Give yourself the right and try again',
  ENOENT: 'its folder is not there. Make the folder, or name another place',
  EISDIR: 'a folder stands in its place. Move that folder away and try again',
  ENOTDIR: 'a file stands where its folder should be. Move that file away and try again',
};

/** A sentence on why `path` could not be read or written; the old file, if there was one, stands. Throws what is not the disk's doing. */
export function fileSentence(error: unknown, path: string): string {
  const code = fileCode(error);
  if (code === null) throw error;
  return `${path}: ${SENTENCES[code] ?? `the disk refused (${code}). Look at the disk and try again`}. Nothing was changed.`;
}

export const isMissing = (error: unknown): boolean => fileCode(error) === 'ENOENT';

/** Node's code of what the disk answered, e.g. `ENOSPC`; null for any other error. */
function fileCode(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
