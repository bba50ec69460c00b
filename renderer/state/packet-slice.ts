import { isDefinedError, safe } from '@orpc/client';
import type { PacketId, SliceName } from '../../engine/base/ids.ts';
import type { OpenPacket, PacketFit, SliceView } from '../../engine/contract/packets.ts';
import type { z } from 'zod';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { formatBytes } from '../ui/format-bytes.ts';
import { pageTab } from './desk.ts';
import type { Slice } from './studio.ts';

/** A packet that lies open: what the workspace holds, how it fits the open flow, and what was typed and not saved. */
export interface PacketPage {
  /** Null until it has been read. */
  readonly packet: OpenPacket | null;
  /** Under the flow that is open; null without one. */
  readonly fit: z.infer<typeof PacketFit> | null;
  /** Texts as typed, by slice; a slice without one is as saved. */
  readonly edits: Readonly<Record<SliceName, string>>;
  /** Why a slice could not be saved, as a sentence; what was typed is kept. */
  readonly troubles: Readonly<Record<SliceName, string>>;
  readonly saving: SliceName | null;
  /** Why it cannot be read, as a sentence. */
  readonly trouble: string | null;
}

/** The part of a browser's File that is needed of it. */
export interface PacketFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly text: () => Promise<string>;
}

/** What crosses the door at once. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** Packets as the window edits them. */
export interface PacketSlice {
  readonly packetPages: Readonly<Record<PacketId, PacketPage>>;

  /** Opens a packet's tab. */
  readonly openPacket: (packetId: PacketId, title: string) => void;
  readonly readPacket: (packetId: PacketId) => Promise<void>;
  /** Asks anew how a packet fits the open flow. */
  readonly fitPacket: (packetId: PacketId) => Promise<void>;
  /** Null takes back what was typed. */
  readonly editSlice: (packetId: PacketId, slice: SliceName, text: string | null) => void;
  /** True when what was typed is in the workspace. */
  readonly saveSlice: (packetId: PacketId, slice: SliceName) => Promise<boolean>;
  /** Saves every slice that was edited; true when nothing is left unsaved. */
  readonly saveEdits: (packetId: PacketId) => Promise<boolean>;
  readonly importPacket: (file: PacketFile) => Promise<void>;
  /** A part of a large slice from an offset, or a sentence about why it cannot be read. */
  readonly readSlice: (
    packetId: PacketId,
    slice: SliceName,
    offset: number,
  ) => Promise<{ readonly text: string; readonly totalChars: number } | string>;
  readonly duplicatePacket: (packetId: PacketId, title: string) => Promise<void>;
}

const UNREAD: PacketPage = { packet: null, fit: null, edits: {}, troubles: {}, saving: null, trouble: null };

export const packetSlice: Slice<PacketSlice> =
  ({ host, tell }) =>
  (set, get) => {
    const pageOf = (packetId: PacketId): PacketPage => get().packetPages[packetId] ?? UNREAD;
    const change = (packetId: PacketId, part: Partial<PacketPage>) =>
      set({ packetPages: { ...get().packetPages, [packetId]: { ...pageOf(packetId), ...part } } });
    const opened = (packet: OpenPacket) => {
      change(packet.packetId, { packet, trouble: null });
      void get().readPackets();
      get().openPacket(packet.packetId, packet.title);
    };

    return {
      packetPages: {},

      openPacket: (packetId, title) => get().openTab(pageTab('packet', packetId, title)),

      readPacket: async packetId => {
        try {
          change(packetId, { packet: await host.packets.read({ packetId }), trouble: null });
          await get().fitPacket(packetId);
        } catch (error) {
          change(packetId, { trouble: failureSentence(error) });
        }
      },

      fitPacket: async packetId => {
        const { openFlow } = get();
        if (openFlow === null) {
          change(packetId, { fit: null });
          return;
        }
        const { data } = await safe(host.packets.fit({ packetId, flowId: openFlow.flowId }));
        // A packet that cannot be asked for its fit says why where it is read.
        change(packetId, { fit: data ?? null });
      },

      editSlice: (packetId, slice, text) => {
        const { edits, troubles } = pageOf(packetId);
        change(packetId, {
          edits: text === null ? without(edits, slice) : { ...edits, [slice]: text },
          troubles: without(troubles, slice),
        });
      },

      saveSlice: async (packetId, slice) => {
        const { packet, edits } = pageOf(packetId);
        const text = edits[slice];
        const view = packet?.slices.find(one => one.name === slice);
        if (text === undefined || view === undefined) return true;
        change(packetId, { saving: slice });
        const { error, data } = await safe(host.packets.saveSlice({ packetId, slice, isText: view.isText, text }));
        if (error === null) {
          // What was typed while the host wrote is not saved yet.
          const typedOn = pageOf(packetId).edits[slice] !== text;
          change(packetId, { packet: data, saving: null, ...(typedOn ? {} : { edits: without(pageOf(packetId).edits, slice) }) });
          void get().fitPacket(packetId);
          return !typedOn;
        }
        const sentence = isDefinedError(error) && error.code === 'NOT_JSON' ? error.data.sentence : failureSentence(error);
        change(packetId, { saving: null, troubles: { ...pageOf(packetId).troubles, [slice]: sentence } });
        return false;
      },

      saveEdits: async packetId => {
        for (const slice of editedSlices(pageOf(packetId))) if (!(await get().saveSlice(packetId, slice))) return false;
        return true;
      },

      importPacket: async file => {
        const trouble = (sentence: string) => tell({ kind: 'trouble', sentence: `${file.name} was not imported: ${sentence}` });
        if (file.size > LARGEST_BYTES) {
          trouble(`it is ${formatBytes(file.size)}, and a packet may have 64 MB.`);
          return;
        }
        const { error, data } = await safe(host.packets.importText({ fileName: file.name, text: await file.text() }));
        if (error === null) opened(data);
        else trouble(isDefinedError(error) ? error.data.sentence : failureSentence(error));
      },

      readSlice: async (packetId, slice, offset) => {
        const { error, data } = await safe(host.packets.readSlice({ packetId, slice, offset }));
        return error === null ? data : failureSentence(error);
      },

      duplicatePacket: async (packetId, title) => {
        const { error, data } = await safe(host.packets.duplicate({ packetId, title }));
        if (error === null) {
          opened(data);
          return;
        }
        tell({ kind: 'trouble', sentence: failureSentence(error) });
      },
    };
  };

/** Slices with text that is not saved, in the packet's order. */
export const editedSlices = ({ packet, edits }: PacketPage): readonly SliceName[] =>
  (packet?.slices ?? []).map((slice: SliceView) => slice.name).filter(name => name in edits);

const without = <Value>(record: Readonly<Record<SliceName, Value>>, name: SliceName): Readonly<Record<SliceName, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)); // true: some of the record's own entries
