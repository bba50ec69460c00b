import type { PacketId, SliceName } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import type { Result } from '../base/result.ts';
import type { ChangedMeanwhile, ShelfProblem } from '../packet/packet-shelf.ts';
import type { RecipeShelfProblem } from '../packet/recipe-shelf.ts';
import { StorageError } from '../runner/run-store.ts';

/** The typed refusals that most calls on packets share. */
export interface PacketErrors {
  NO_SUCH_PACKET(options: { data: { packetId: PacketId } }): Error;
  NOT_A_PACKET(options: { message: string; data: { sentence: string } }): Error;
}

/** Those of calls on recipes. */
export interface RecipeErrors {
  NO_SUCH_RECIPE(options: { data: { packetId: PacketId } }): Error;
  NOT_A_RECIPE(options: { message: string; data: { sentence: string; slice: SliceName | null } }): Error;
}

/** Those of calls that write only over what was read. */
export interface ChangedErrors {
  CHANGED_MEANWHILE(options: { data: { revision: string } }): Error;
}

/** What the shelf of packets gave; throws the call's own refusal where it gave none. */
export function shelved<Value>(read: Result<Value, ShelfProblem>, packetId: PacketId, errors: PacketErrors): Value {
  if (read.ok) return read.value;
  const problem = read.error;
  switch (problem.kind) {
    case 'no-such-packet':
      throw errors.NO_SUCH_PACKET({ data: { packetId } });
    case 'not-a-packet':
      throw errors.NOT_A_PACKET({ message: problem.sentence, data: { sentence: problem.sentence } });
    case 'storage':
      throw new StorageError(problem.sentence);
    default:
      return neverHere(problem);
  }
}

/** A packet just added: only the disk can refuse it. */
export function kept<Value>(added: Result<Value, ShelfProblem>): Value {
  if (added.ok) return added.value;
  throw new StorageError(
    added.error.kind === 'no-such-packet' ? 'The packet was gone at once after it was written.' : added.error.sentence,
  );
}

/** What the shelf of recipes gave; throws the call's own refusal where it gave none. */
export function shelvedRecipe<Value>(read: Result<Value, RecipeShelfProblem>, packetId: PacketId, errors: RecipeErrors): Value {
  if (read.ok) return read.value;
  const problem = read.error;
  switch (problem.kind) {
    case 'no-such-recipe':
      throw errors.NO_SUCH_RECIPE({ data: { packetId } });
    case 'not-a-recipe':
      throw errors.NOT_A_RECIPE({ message: problem.fault.sentence, data: { ...problem.fault } });
    case 'storage':
      throw new StorageError(problem.sentence);
    default:
      return neverHere(problem);
  }
}

/** A write over what was read; throws the call's refusal when something else lies there now. */
export function overWhatWasRead<Value, Problem extends { readonly kind: string }>(
  written: Result<Value, Problem | ChangedMeanwhile>,
  errors: ChangedErrors,
): Result<Value, Problem> {
  if (written.ok) return written;
  if (isMoved(written.error)) throw errors.CHANGED_MEANWHILE({ data: { revision: written.error.revision } });
  return { ok: false, error: written.error };
}

const isMoved = (problem: { readonly kind: string }): problem is ChangedMeanwhile => problem.kind === 'changed-meanwhile';
