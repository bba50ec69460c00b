import { EventConsumedError, StaleEpochError, StorageError, WaitClosedError } from '../../runner/run-store.ts';
import { TraceGapError } from '../../trace/trace-store.ts';
import type { Outcome } from './group-writer.ts';

/** What came of a job, as it crosses from the writing thread: an error by its name, since a thread gives away copies and no classes. */
export type ToldOutcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly name: string; readonly message: string };

const ERRORS: Readonly<Record<string, new (message: string) => Error>> = {
  EventConsumedError,
  StaleEpochError,
  StorageError,
  TraceGapError,
  WaitClosedError,
};

export function toldOutcome(outcome: Outcome): ToldOutcome {
  if (outcome.ok) return outcome;
  const { error } = outcome;
  return error instanceof Error
    ? { ok: false, name: error.name, message: error.message }
    : { ok: false, name: 'Error', message: String(error) };
}

export function outcomeTold(told: ToldOutcome): Outcome {
  return told.ok ? told : { ok: false, error: new (ERRORS[told.name] ?? Error)(told.message) };
}
