import type { FlowId } from '../../engine/base/ids.ts';
import type { OpenFlow } from '../../engine/contract/flows.ts';
import type { SheetFormat } from '../../engine/exports/sheet-format.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { HandedFile, Slice } from './studio.ts';

/** What of a flow can leave the window for people who do not use it. */
export interface ShareSlice {
  /** The flow whose drawing and sheet are being shared; null when none is. */
  readonly sharing: FlowId | null;
  readonly share: (flowId: FlowId | null) => void;
  /** A drawing to share: the open one as it stands, else as the workspace has it. Rejects with what the host says, as the next one does. */
  readonly readShared: (flowId: FlowId) => Promise<{ readonly flow: Flow; readonly versions: OpenFlow['versions'] }>;
  /** The flow's sheet as a file; `versionNo` null is the draft, saved first when it is the open one. */
  readonly readSheet: (flowId: FlowId, versionNo: number | null, as: SheetFormat) => Promise<HandedFile>;
  /** Gives the person a file to keep. */
  readonly handOver: (file: HandedFile) => void;
}

export const shareSlice: Slice<ShareSlice> =
  ({ host, handOver }) =>
  (set, get) => ({
    sharing: null,
    share: sharing => set({ sharing }),
    readShared: async flowId => {
      const { flow, versions } = await host.flows.read({ flowId });
      const { openFlow } = get();
      return { flow: openFlow?.flowId === flowId ? openFlow.flow : flow, versions };
    },
    readSheet: async (flowId, versionNo, as) => {
      if (versionNo === null && get().openFlow?.flowId === flowId) await get().saveDraft();
      return host.flows.sheet({ flowId, versionNo, as });
    },
    handOver,
  });
