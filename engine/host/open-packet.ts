import { canonicalJson, utf8Length } from '../base/canonical-json.ts';
import { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { PREVIEW_CHARS, type OpenPacket, type PacketHead } from '../contract/packets.ts';
import type { PacketDocument } from '../packet/packet.ts';
import type { PacketShelf, ShelvedPacket } from '../packet/packet-shelf.ts';

/** A slice as a person reads it: a text is itself, any other value indented JSON. */
export const shownText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** A packet as a window opens it; of a long slice only the beginning. */
export function openPacket({ packetId, document }: ShelvedPacket): OpenPacket {
  return {
    packetId,
    title: titleOf(packetId, document),
    description: document.description ?? '',
    slices: sliceNames(document).map(name => {
      const value: Json = document.slices[name] ?? null;
      const text = shownText(value);
      return {
        name,
        isText: typeof value === 'string',
        bytes: utf8Length(typeof value === 'string' ? value : canonicalJson(value)),
        preview: text.slice(0, PREVIEW_CHARS),
        whole: text.length <= PREVIEW_CHARS,
      };
    }),
  };
}

/** A packet's line in the list. */
export function packetHead(packet: Awaited<ReturnType<PacketShelf['list']>>[number]): PacketHead {
  const { packetId, bytes } = packet;
  return 'document' in packet
    ? { packetId, bytes, title: titleOf(packetId, packet.document), sliceNames: sliceNames(packet.document), problem: null }
    : { packetId, bytes, title: packetId, sliceNames: [], problem: packet.problem };
}

const titleOf = (packetId: string, document: PacketDocument): string => document.title ?? packetId;

const sliceNames = (document: PacketDocument): SliceName[] => Object.keys(document.slices).map(name => SliceName.parse(name));
