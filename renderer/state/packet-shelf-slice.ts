import { isDefinedError, safe } from '@orpc/client';
import type { PacketId, RunId } from '../../engine/base/ids.ts';
import type { OpenPacket } from '../../engine/contract/packets.ts';
import type { RecipeHead } from '../../engine/contract/recipes.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { formatBytes } from '../ui/format-bytes.ts';
import { UNREAD } from './packet-page.ts';
import type { Slice } from './studio.ts';

/** The part of a browser's File that is needed of it. */
export interface PacketFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly text: () => Promise<string>;
}

/** What crosses the door at once. */
const LARGEST_BYTES = 64 * 1024 * 1024;
/** Packets as they come and go. */
export interface PacketShelfSlice {
  /** Recipes of the workspace; null until they were read. */
  readonly recipes: readonly RecipeHead[] | null;
  readonly readRecipes: () => Promise<void>;
  readonly importPacket: (file: PacketFile) => Promise<void>;
  readonly newPacket: (title: string) => Promise<void>;
  readonly duplicatePacket: (packetId: PacketId, title: string) => Promise<void>;
  readonly deletePacket: (packetId: PacketId) => Promise<void>;
  /** Keeps the evidence of a run as a packet, and opens it. */
  readonly saveRunPacket: (runId: RunId, title: string, withSensitive: boolean) => Promise<void>;
}

export const packetShelfSlice: Slice<PacketShelfSlice> =
  ({ host, tell }) =>
  (set, get) => {
    const told = (error: Error) => tell({ kind: 'trouble', sentence: failureSentence(error) });
    const opened = (packet: OpenPacket) => {
      void get().readPackets();
      get().openPacket(packet.packetId, packet.title);
    };

    return {
      recipes: null,

      readRecipes: async () => {
        const { data } = await safe(host.recipes.list());
        if (data !== undefined) set({ recipes: data });
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

      newPacket: async title => {
        const { error, data } = await safe(host.packets.save({ packetId: null, title, revision: null, edits: [] }));
        if (error === null) opened(data);
        else told(error);
      },

      duplicatePacket: async (packetId, title) => {
        const { error, data } = await safe(host.packets.duplicate({ packetId, title }));
        if (error === null) opened(data);
        else told(error);
      },

      deletePacket: async packetId => {
        const { packet, recipe } = get().packetPages[packetId] ?? UNREAD;
        const removed =
          packet === null || packet.revision === '' ? null : await safe(host.packets.remove({ packetId, revision: packet.revision }));
        const error =
          removed?.error ?? (recipe === null ? null : (await safe(host.recipes.remove({ packetId, revision: recipe.revision }))).error);
        if (error !== null) told(error);
        else {
          get().forgetPacket(packetId);
          get().closeTab(`packet ${packetId}`);
          tell({ kind: 'done', sentence: `“${packet?.title ?? packetId}” was deleted.` });
        }
        void get().readPackets();
        void get().readRecipes();
      },

      saveRunPacket: async (runId, title, withSensitive) => {
        const { error, data } = await safe(host.packets.saveRunPacket({ runId, title, withSensitive }));
        if (error !== null) {
          told(error);
          return;
        }
        opened(data.packet);
        const left = data.leftOut.length === 0 ? '' : ` Left out, because the flow marks it sensitive: ${data.leftOut.join(', ')}.`;
        tell({ kind: 'done', sentence: `The evidence of the run is kept as “${data.packet.title}”.${left}` });
      },
    };
  };
