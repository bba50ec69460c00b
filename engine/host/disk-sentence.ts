import { StorageError } from '../runner/run-store.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: nothing was written. Free some space and try again.',
  EDQUOT: 'Your disk quota is used up: nothing was written. Free some space and try again.',
  EROFS: 'The workspace is on a read-only disk: nothing was written. Copy it to a place you can write to.',
  EACCES: 'You may not write in the workspace folder: nothing was written. Change its permissions or choose another folder.',
  EPERM: 'You may not write in the workspace folder: nothing was written. Change its permissions or choose another folder.',
  EIO: 'The disk failed while writing: nothing was kept of this change. Check the disk, then try again.',
};

/** What a person is told when the disk refused; null when `error` is anything else, and so our own fault. */
export function diskSentence(error: unknown): string | null {
  if (error instanceof StorageError) return error.message;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? (SENTENCES[code] ?? null) : null;
}
