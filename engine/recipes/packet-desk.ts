import type { PacketId, SliceName } from '../base/ids.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { Result } from '../base/result.ts';
import type { PacketContract } from '../packet/build-packet.ts';
import type { BadEdit, PacketEdit } from '../packet/packet-edit.ts';
import type { ChangedMeanwhile, PacketEntry, ShelfProblem } from '../packet/packet-shelf.ts';
import type { Recipe } from '../packet/recipe.ts';
import type { SliceSource } from '../packet/slice-source.ts';
import type { RecipeBuild } from './build-recipe.ts';
import type { PacketChange, PacketFitAnswer, PacketView } from './packet-tasks.ts';
import type { AnswerOf, BuildStep, TrialFacts } from './thread-messages.ts';

/** A packet's line in a list. */
export interface PacketLine {
  readonly packetId: PacketId;
  readonly bytes: number;
  readonly title: string;
  readonly sliceNames: readonly SliceName[];
  readonly problem: string | null;
}

/** Packets as they are shown and changed, and sources as they are read: whatever is large is done in a thread of its own, so that the host goes on. */
export interface PacketDesk {
  /** By title. */
  lines(): Promise<readonly PacketLine[]>;
  view(packetId: PacketId): Promise<Result<PacketView & PacketEntry, ShelfProblem>>;
  /** Null when the packet has no such slice. `chars` and `offset` count UTF-16 units of the text as it is shown. */
  part(
    packetId: PacketId,
    part: { readonly slice: SliceName; readonly offset: number; readonly chars: number },
  ): Promise<Result<{ readonly text: string; readonly totalChars: number } | null, ShelfProblem>>;
  /** How it would fit a contract with some edits. */
  fit(packetId: PacketId, contract: PacketContract, edits: readonly PacketEdit[]): Promise<Result<PacketFitAnswer, ShelfProblem>>;
  /** All edits or none: over the state that was read when a revision is given, else over what lies there now. A null id makes a new packet. */
  save(
    packetId: PacketId | null,
    change: PacketChange,
    revision: string | null,
  ): Promise<Result<PacketEntry, ShelfProblem | ChangedMeanwhile | BadEdit>>;
  /** Reads every source; writes nothing. The error is a sentence: it took too long, needed too much, or `signal` stopped it. */
  build(order: DeskBuild, onStep: (step: BuildStep) => void, signal: AbortSignal): Promise<Result<RecipeBuild, string>>;
  /** Reads one source. */
  try(name: SliceName, source: SliceSource, schema: JsonSchema, signal: AbortSignal): Promise<Result<TrialFacts, string>>;
  /** What a dropped document says. */
  document(fileName: string, bytes: Uint8Array): Promise<AnswerOf<'document'>>;
  close(): Promise<void>;
}

/** A recipe with the contract of its flow; null takes the slices as they are. */
export interface DeskBuild {
  readonly recipe: Recipe;
  readonly contract: PacketContract | null;
}
