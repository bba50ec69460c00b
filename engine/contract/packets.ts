import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, PacketId, RunId, SliceName } from '../base/ids.ts';
import { SHOWN_AT_ONCE } from '../packet/view-packet.ts';
import { PacketManifest, SliceOrigin } from '../packet/packet-manifest.ts';

/** At most this much of a slice crosses the door at once; the rest on demand. */
export const PREVIEW_CHARS = SHOWN_AT_ONCE;

/** Of a dropped file of 64 MiB. */
const MAX_BASE64 = 90 * 1024 * 1024;

/** Opaque: which state of a file was read. */
export const Revision = z.string().max(200);

export const PacketHead = z.object({
  packetId: PacketId,
  title: z.string(),
  sliceNames: z.array(SliceName),
  bytes: z.int(),
  problem: z.string().nullable(),
  /** True when a recipe of the same id can build it again. */
  hasRecipe: z.boolean(),
});
export type PacketHead = z.infer<typeof PacketHead>;

export const SliceView = z.object({
  name: SliceName,
  /** True when the slice is a text; otherwise `preview` is indented JSON. */
  isText: z.boolean(),
  /** In UTF-8, of the text as citations count it. */
  bytes: z.int(),
  /** Of `preview` when it is whole, in UTF-16 units: what offsets of `readSlice` count. */
  totalChars: z.int(),
  /** The beginning; empty when the slice is masked. */
  preview: z.string().max(PREVIEW_CHARS),
  whole: z.boolean(),
  /** Of the value alone, whatever a flow asks of it; the slice's hash under a flow's contract is in `fit`. */
  contentHash: Hash,
  /** Where the last build took it from; null when it was pasted, imported or written by hand since. */
  origin: SliceOrigin.nullable(),
  /** Marked sensitive by the flow that was asked for, or by its recipe's flow: shown only when a person asks to see it. */
  sensitive: z.boolean(),
});
export type SliceView = z.infer<typeof SliceView>;

export const OpenPacket = z.object({
  packetId: PacketId,
  title: z.string(),
  description: z.string(),
  slices: z.array(SliceView),
  /** Of the packet as it lies on the disk: `save` writes only over this one. */
  revision: Revision,
  hasRecipe: z.boolean(),
  /** What the last build found; null for a packet that no recipe made. */
  manifest: PacketManifest.nullable(),
  /** Slices that are not as the last build made them. */
  editedByHand: z.array(SliceName),
});
export type OpenPacket = z.infer<typeof OpenPacket>;

/** How a packet misses a flow's contract. */
export const PacketProblem = z.object({ slice: SliceName.nullable(), path: z.string(), message: z.string() });

/** A slice as a flow's contract makes it. */
export const SliceFit = z.object({
  name: SliceName,
  /** Null when it does not fit. */
  sliceHash: Hash.nullable(),
  bytes: z.int(),
});

/** A packet as a flow's contract makes it. */
export const PacketFit = z.object({
  packetHash: Hash.nullable(),
  sliceHashes: z.record(SliceName, Hash),
  /** Of every slice that the flow declares and the packet holds. */
  slices: z.array(SliceFit),
  problems: z.array(PacketProblem),
});
export type PacketFit = z.infer<typeof PacketFit>;

/** What to do with one slice. `text` is the slice itself when `isText`, else JSON. */
export const SliceEdit = z.discriminatedUnion('edit', [
  z.object({ edit: z.literal('write'), slice: SliceName, isText: z.boolean(), text: z.string().max(64 * 1024 * 1024) }),
  /** A PDF, Word, Markdown, text, CSV, JSON or HTML file that a person dropped: the slice becomes what it says. */
  z.object({ edit: z.literal('document'), slice: SliceName, fileName: z.string().max(300), base64: z.string().max(MAX_BASE64) }),
  z.object({ edit: z.literal('remove'), slice: SliceName }),
  z.object({ edit: z.literal('rename'), slice: SliceName, to: SliceName }),
]);
export type SliceEdit = z.infer<typeof SliceEdit>;

/** What one source gives, tried out. */
export const SourceTrial = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('read'),
    origin: SliceOrigin,
    isText: z.boolean(),
    bytes: z.int(),
    totalChars: z.int(),
    preview: z.string().max(PREVIEW_CHARS),
    /** How it misses the flow's contract of the slice, when both were named. */
    problems: z.array(PacketProblem),
  }),
  z.object({ status: z.literal('unread'), sentence: z.string() }),
]);
export type SourceTrial = z.infer<typeof SourceTrial>;

export const changedMeanwhile = {
  CHANGED_MEANWHILE: { data: z.object({ revision: Revision }), message: 'This was changed in the meantime. Read it again, then save.' },
};
const noSuchPacket = { NO_SUCH_PACKET: { data: z.object({ packetId: PacketId }), message: 'This packet is not in the workspace.' } };
const notReadable = { NOT_A_PACKET: { data: z.object({ sentence: z.string() }), message: 'This file is not a packet.' } };

export const packetsContract = {
  list: oc.output(z.array(PacketHead)),
  /** Slices that `flowId`, or the recipe's own flow, marks sensitive come masked. */
  read: oc
    .input(z.object({ packetId: PacketId, flowId: FlowId.optional() }))
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
  /** Several edits at once, all or none, in their order. A null `packetId` makes a new packet with this title; a null `revision` writes over whatever is there. */
  save: oc
    .input(
      z.object({
        packetId: PacketId.nullable(),
        title: z.string().min(1).max(200).optional(),
        description: z.string().max(4000).optional(),
        revision: Revision.nullable(),
        edits: z.array(SliceEdit).max(1000),
      }),
    )
    .output(OpenPacket)
    .errors({
      ...noSuchPacket,
      ...notReadable,
      ...changedMeanwhile,
      BAD_EDIT: { data: z.object({ slice: SliceName, sentence: z.string() }), message: 'A slice cannot be saved so.' },
    }),
  /**
   * Characters of a slice from an offset (UTF-16), at most `PREVIEW_CHARS`; reading past the end gives none. Of a slice that `flowId` or the
   * recipe's flow marks sensitive only with `reveal`, which a person asked for.
   */
  readSlice: oc
    .input(
      z.object({
        packetId: PacketId,
        slice: SliceName,
        offset: z.int().nonnegative(),
        flowId: FlowId.optional(),
        reveal: z.boolean().optional(),
      }),
    )
    .output(z.object({ text: z.string(), totalChars: z.int(), masked: z.boolean() }))
    .errors({ ...noSuchPacket, ...notReadable }),
  /** Hashes and problems of a packet under a flow's draft; with `edits`, as it would be with them. Writes nothing. */
  fit: oc
    .input(z.object({ packetId: PacketId, flowId: FlowId, edits: z.array(SliceEdit).max(1000).optional() }))
    .output(PacketFit)
    .errors({ ...noSuchPacket, ...notReadable }),
  /** A run's evidence as a packet of the workspace. Slices that its flow marks sensitive are left out unless they are asked for. */
  saveRunPacket: oc
    .input(z.object({ runId: RunId, title: z.string().min(1).max(200), withSensitive: z.boolean() }))
    .output(z.object({ packet: OpenPacket, leftOut: z.array(SliceName) }))
    .errors({ NO_SUCH_RUN: { data: z.object({ runId: RunId }), message: 'This run is not in the workspace.' } }),
  /** Takes a packet away; its recipe stays. What runs read of it they keep. */
  remove: oc
    .input(z.object({ packetId: PacketId, revision: Revision }))
    .output(z.null())
    .errors({ ...noSuchPacket, ...notReadable, ...changedMeanwhile }),
  /** What a document says that a person dropped or picked, before `save` makes a slice of it. `base64` holds its bytes. Writes nothing. */
  readDocument: oc.input(z.object({ fileName: z.string().max(300), base64: z.string().max(MAX_BASE64) })).output(SourceTrial),

  /** Beside the packet, from its last build; null when no recipe made it. */
  manifest: oc.input(z.object({ packetId: PacketId })).output(PacketManifest.nullable()),
};
