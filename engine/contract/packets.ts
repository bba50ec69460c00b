import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, PacketId, SliceName } from '../base/ids.ts';

/** At most this much of a slice crosses the door at once; the rest on demand. */
export const PREVIEW_CHARS = 64 * 1024;

export const PacketHead = z.object({
  packetId: PacketId,
  title: z.string(),
  sliceNames: z.array(SliceName),
  bytes: z.int(),
  problem: z.string().nullable(),
});
export type PacketHead = z.infer<typeof PacketHead>;

export const SliceView = z.object({
  name: SliceName,
  /** True when the slice is a text; otherwise `preview` is indented JSON. */
  isText: z.boolean(),
  bytes: z.int(),
  preview: z.string().max(PREVIEW_CHARS),
  whole: z.boolean(),
});
export type SliceView = z.infer<typeof SliceView>;

export const OpenPacket = z.object({ packetId: PacketId, title: z.string(), description: z.string(), slices: z.array(SliceView) });
export type OpenPacket = z.infer<typeof OpenPacket>;

/** How a packet misses a flow's contract. */
export const PacketProblem = z.object({ slice: SliceName.nullable(), path: z.string(), message: z.string() });

/** A packet as a flow's contract makes it. */
export const PacketFit = z.object({
  packetHash: Hash.nullable(),
  sliceHashes: z.record(SliceName, Hash),
  problems: z.array(PacketProblem),
});
export type PacketFit = z.infer<typeof PacketFit>;

const noSuchPacket = { NO_SUCH_PACKET: { data: z.object({ packetId: PacketId }), message: 'This packet is not in the workspace.' } };
const notReadable = { NOT_A_PACKET: { data: z.object({ sentence: z.string() }), message: 'This file is not a packet.' } };

export const packetsContract = {
  list: oc.output(z.array(PacketHead)),
  read: oc
    .input(z.object({ packetId: PacketId }))
    .output(OpenPacket)
    .errors({ ...noSuchPacket, ...notReadable }),
  importText: oc
    .input(z.object({ fileName: z.string().max(300), text: z.string().max(64 * 1024 * 1024) }))
    .output(OpenPacket)
    .errors(notReadable),
  duplicate: oc
    .input(z.object({ packetId: PacketId, title: z.string().min(1).max(200) }))
    .output(OpenPacket)
    .errors({ ...noSuchPacket, ...notReadable }),
  /** `text` is the slice itself when it is a text, else JSON. */
  saveSlice: oc
    .input(z.object({ packetId: PacketId, slice: SliceName, isText: z.boolean(), text: z.string().max(64 * 1024 * 1024) }))
    .output(OpenPacket)
    .errors({ ...noSuchPacket, ...notReadable, NOT_JSON: { data: z.object({ sentence: z.string() }), message: 'The slice is not JSON.' } }),
  /** Characters of a slice from an offset (UTF-16), at most `PREVIEW_CHARS`. */
  readSlice: oc
    .input(z.object({ packetId: PacketId, slice: SliceName, offset: z.int().nonnegative() }))
    .output(z.object({ text: z.string(), totalChars: z.int() }))
    .errors({ ...noSuchPacket, ...notReadable }),
  /** Hashes and problems of a packet under a flow's draft. */
  fit: oc
    .input(z.object({ packetId: PacketId, flowId: FlowId }))
    .output(PacketFit)
    .errors({ ...noSuchPacket, ...notReadable }),
};
