import type { PacketId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { PacketDocument } from './packet.ts';

export interface PacketEntry {
  readonly packetId: PacketId;
  /** Of the file. */
  readonly bytes: number;
  /** Changes with every write of the file. */
  readonly revision: string;
}

export interface PacketContent extends PacketEntry {
  readonly content: Uint8Array | null;
}

export interface ShelvedPacket extends PacketEntry {
  readonly document: PacketDocument;
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
  /** What lies there, without reading it; by file name. */
  entries(): Promise<Result<readonly PacketEntry[], ShelfProblem>>;
  /** The packet's file as it is, for whoever reads it elsewhere; null in place of the bytes when the state is `known` already. */
  content(packetId: PacketId, known: string | null): Promise<Result<PacketContent, ShelfProblem>>;
  /**
   * Writes a packet's file, whose bytes are a packet for sure, whole or not at all: over `revision` only, or, when that is null, only where there is none
   * yet. A name in place of an id finds a free one.
   */
  put(
    packetId: PacketId | { readonly name: string },
    file: Uint8Array,
    revision: string | null,
  ): Promise<Result<PacketEntry, ShelfProblem | ChangedMeanwhile>>;
  /** Takes the packet and what its last build noted away, in the state `revision` only. Its recipe stays, and so does what runs keep of it. */
  remove(packetId: PacketId, revision: string): Promise<Result<null, ShelfProblem | ChangedMeanwhile>>;
  /** Under a free id made from the name. */
  add(name: string, document: PacketDocument): Promise<Result<ShelvedPacket, ShelfProblem>>;
}
