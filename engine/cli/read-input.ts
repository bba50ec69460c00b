import { readFile, stat } from 'node:fs/promises';
import { CommandEnd } from './exit.ts';

/** Larger files are no flow, packet or event. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The text of a file that a person named. Ends the command with a sentence when it cannot be read. */
export async function readInput(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES)
      throw new CommandEnd(
        2,
        `${file} is ${String(Math.ceil(size / 1024 / 1024))} MiB; at most ${String(MAX_BYTES / 1024 / 1024)} MiB are read. Cut the evidence into smaller slices.`,
      );
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (fault) {
    if (fault instanceof CommandEnd) throw fault;
    if (fault instanceof TypeError) throw new CommandEnd(2, `${file} is not UTF-8 text. Save it as UTF-8.`);
    const code = fault instanceof Error && 'code' in fault ? fault.code : null;
    if (code === 'EISDIR') throw new CommandEnd(2, `${file} is a folder. Name a file in it.`);
    const missing = code === 'ENOENT';
    throw new CommandEnd(
      2,
      missing ? `There is no file ${file}.` : `${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`,
    );
  }
}
