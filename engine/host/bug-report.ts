import { ORPCError } from '@orpc/server';
import { diskSentence } from './disk-sentence.ts';

/** Where our own faults are written down: one text each, without a word of the person's data. */
export type FaultLog = (text: string) => void;

/**
 * What a window is told of something thrown: a typed refusal stays what it is, a disk that refuses becomes `STORAGE` with its sentence,
 * everything else is our own fault and becomes `bug` with a short number, written to `log` with the place in the program only, since
 * messages of errors may quote what a person typed.
 */
export function toldError(error: unknown, call: string, log: FaultLog): ORPCError<string, unknown> {
  if (error instanceof ORPCError && (error.defined || error.status < 500)) return error as ORPCError<string, unknown>; // true: its data is anything
  const sentence = diskSentence(error);
  if (sentence !== null) return new ORPCError('STORAGE', { status: 507, message: sentence, data: { sentence }, cause: error });
  const number = bugNumber();
  log(`bug ${number} in ${call}: ${placeOf(error)}`);
  return new ORPCError('bug', {
    status: 500,
    message: `Something went wrong inside Atelier (number ${number}). What was saved before is safe; please report the number.`,
    data: { number },
    cause: error,
  });
}

/** Six letters and digits that are not taken for one another. */
function bugNumber(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return [...crypto.getRandomValues(new Uint8Array(6))].map(byte => alphabet[byte % alphabet.length]).join('');
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  const cause = error.cause === undefined ? '' : `\n  caused by ${placeOf(error.cause)}`;
  return [error.name, ...frames.slice(0, 12)].join('\n') + cause;
}
