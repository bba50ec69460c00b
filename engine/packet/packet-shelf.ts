import type { PacketId, SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { PacketDocument } from './packet.ts';

export interface ShelvedPacket {
  readonly packetId: PacketId;
  readonly document: PacketDocument;
  /** Of the file. */
  readonly bytes: number;
  /** Changes with every write of the file. */
  readonly revision: string;
}

/** `sentence` says what is wrong with the file, where, and what to do. */
export type ShelfProblem =
  | { readonly kind: 'no-such-packet' }
  | { readonly kind: 'not-a-packet'; readonly sentence: string }
  | { readonly kind: 'storage'; readonly sentence: string };

/** The file is another than the one that was read; nothing was written. */
export interface ChangedMeanwhile {
  readonly kind: 'changed-meanwhile';
  readonly revision: string;
}

/** The sample packets of a workspace. */
export interface PacketShelf {
  /** By title; a file that cannot be read stands in the list with what is wrong with it. */
  list(): Promise<
    readonly ({ readonly packetId: PacketId; readonly bytes: number } & (
      { readonly document: PacketDocument } | { readonly problem: string }
    ))[]
  >;
  read(packetId: PacketId): Promise<Result<ShelvedPacket, ShelfProblem>>;
  /** Written whole or not at all. */
  saveSlice(packetId: PacketId, slice: SliceName, value: Json): Promise<Result<ShelvedPacket, ShelfProblem>>;
  /** Writes over `revision` only; null writes whatever is there, or is not. */
  put(
    packetId: PacketId,
    document: PacketDocument,
    revision: string | null,
  ): Promise<Result<ShelvedPacket, ShelfProblem | ChangedMeanwhile>>;
  /** Under a free id made from the name. */
  add(name: string, document: PacketDocument): Promise<Result<ShelvedPacket, ShelfProblem>>;
}
