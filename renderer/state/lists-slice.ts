import type { Catalog } from '../../engine/contract/catalog.ts';
import type { FlowHead } from '../../engine/contract/flows.ts';
import type { PacketHead } from '../../engine/contract/packets.ts';
import type { WorkspaceChange, WorkspaceFacts } from '../../engine/contract/workspace.ts';
import { neverHere } from '../../engine/base/never-here.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { follow } from '../bridge/follow.ts';
import type { Slice } from './studio.ts';

/** What the workspace holds, as its side panels list it; null until it has been read. Kept fresh by the workspace's own stream of changes. */
export interface ListsSlice {
  readonly facts: WorkspaceFacts | null;
  readonly flows: readonly FlowHead[] | null;
  /** Why the flows could not be read; null when they could. */
  readonly flowsFailure: string | null;
  readonly packets: readonly PacketHead[] | null;
  readonly catalog: Catalog | null;

  /** Reads all lists and keeps them fresh until `signal` aborts. */
  readonly followWorkspace: (signal: AbortSignal) => Promise<void>;
  readonly readFlows: () => Promise<void>;
  readonly readPackets: () => Promise<void>;
  readonly readCatalog: () => Promise<void>;
}

export const listsSlice: Slice<ListsSlice> = needs => (set, get) => {
  const { host } = needs;
  const reading = async (read: () => Promise<void>) => {
    try {
      await read();
    } catch (error) {
      if (needs.wire.connection() === 'open') needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
    }
  };
  const heard = (change: WorkspaceChange | { kind: 'open' }): void => {
    switch (change.kind) {
      case 'open':
        void reading(async () => set({ facts: await host.workspace.read() }));
        void Promise.all([get().readFlows(), get().readPackets(), get().readCatalog(), get().readShelf()]);
        get().runsChanged(null);
        break;
      case 'flow':
        void get().readFlows();
        get().flowChanged(change.flowId);
        break;
      case 'events':
        get().eventsChanged();
        break;
      case 'packets':
        void get().readPackets();
        get().comparedChanged();
        break;
      case 'catalog':
        void get().readCatalog();
        get().skillsChanged();
        break;
      case 'memory':
        get().memoryChanged();
        break;
      case 'models':
        void reading(async () => set({ facts: await host.workspace.read() }));
        get().modelsChanged();
        break;
      case 'tests':
        get().testsChanged(change.flowId);
        get().comparedChanged();
        break;
      case 'run':
        get().testRunMoved(change.runId);
        get().runsChanged(change.runId);
        get().comparedChanged();
        get().memoryChanged();
        get().eventsChanged();
        break;
      default:
        neverHere(change);
    }
  };
  return {
    facts: null,
    flows: null,
    flowsFailure: null,
    packets: null,
    catalog: null,

    followWorkspace: signal => follow(stop => host.workspace.changes(undefined, { signal: stop }), heard, needs.wire, signal),
    readFlows: async () => {
      try {
        set({ flows: await host.flows.list(), flowsFailure: null });
      } catch (error) {
        if (needs.wire.connection() === 'open') set({ flowsFailure: failureSentence(error) });
      }
    },
    readPackets: () => reading(async () => set({ packets: await host.packets.list() })),
    readCatalog: () =>
      reading(async () => {
        set({ catalog: await host.catalog.read() });
        get().flowEdited();
      }),
  };
};
