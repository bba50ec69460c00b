import { safe } from '@orpc/client';
import type { PacketId, SliceName } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import type { SourceTrial } from '../../engine/contract/packets.ts';
import type { BuildNews, PacketBuilt } from '../../engine/contract/recipes.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** How a build of a packet stands. */
export type BuildState =
  | { readonly status: 'reads'; readonly slice: SliceName | null; readonly done: number; readonly total: number }
  | { readonly status: 'done'; readonly built: PacketBuilt }
  | { readonly status: 'failed'; readonly sentence: string };

/** Building packets from their recipes. */
export interface RecipeSlice {
  /** The last build of each packet in this window. */
  readonly builds: Readonly<Record<PacketId, BuildState>>;

  /**
   * Saves what is not saved, reads every source and tells what came of it. `keep`: the packet is written, when all is well. `replaceEdits`: slices edited by
   * hand are replaced too.
   */
  readonly buildPacket: (packetId: PacketId, how: { readonly keep: boolean; readonly replaceEdits: boolean }) => Promise<void>;
  /** Nothing is written then. */
  readonly stopBuild: (packetId: PacketId) => void;
  readonly forgetBuild: (packetId: PacketId) => void;
  /** What one source gives now, or a sentence about why nobody knows. */
  readonly trySource: (source: JsonObject, slice: SliceName) => Promise<SourceTrial | string>;
}

export const recipeSlice: Slice<RecipeSlice> =
  ({ host }) =>
  (set, get) => {
    const stops = new Map<PacketId, AbortController>();
    const keep = (packetId: PacketId, state: BuildState) => set({ builds: { ...get().builds, [packetId]: state } });
    const forget = (packetId: PacketId) =>
      set({ builds: Object.fromEntries(Object.entries(get().builds).filter(([id]) => id !== packetId)) });
    const told = (news: BuildNews): BuildState =>
      news.kind === 'built' ? { status: 'done', built: news } : { status: 'reads', slice: news.slice, done: news.done, total: news.total };

    return {
      builds: {},

      buildPacket: async (packetId, how) => {
        if (!(await get().saveEdits(packetId))) return;
        const stop = new AbortController();
        stops.get(packetId)?.abort();
        stops.set(packetId, stop);
        keep(packetId, { status: 'reads', slice: null, done: 0, total: get().packetPages[packetId]?.packet?.slices.length ?? 0 });
        try {
          const news = await host.recipes.build({ packetId, ...how }, { signal: stop.signal });
          for await (const one of news) if (!stop.signal.aborted) keep(packetId, told(one));
        } catch (error) {
          if (!stop.signal.aborted) keep(packetId, { status: 'failed', sentence: failureSentence(error) });
        }
        if (stops.get(packetId) === stop) stops.delete(packetId);
        await get().readPacket(packetId);
      },

      stopBuild: packetId => {
        stops.get(packetId)?.abort();
        forget(packetId);
      },
      forgetBuild: forget,

      trySource: async (source, slice) => {
        const flowId = get().openFlow?.flowId;
        const { error, data } = await safe(host.recipes.trySource({ source, slice, ...(flowId === undefined ? {} : { flowId }) }));
        return error === null ? data : failureSentence(error);
      },
    };
  };
