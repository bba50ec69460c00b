import type { FlowId } from '../../engine/base/ids.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { flowTab } from './desk.ts';
import type { Slice } from './studio.ts';

/** A flow that is open for drawing. */
export interface Drawing {
  readonly flowId: FlowId;
  readonly flow: Flow;
  readonly revision: number;
}

/** The open flow and what is done to it. */
export interface FlowSlice {
  /** The flow of the flow tab that was active last; null before any was opened. */
  readonly openFlow: Drawing | null;

  /** Opens a flow in its tab. */
  readonly showFlow: (flowId: FlowId) => Promise<void>;
  /** Writes what is not yet written; true when the workspace then has the drawing as it stands here. */
  readonly saveDraft: () => Promise<boolean>;
  /** The workspace's stream told that a flow was saved, here or elsewhere. */
  readonly flowChanged: (flowId: FlowId) => void;
}

export const flowSlice: Slice<FlowSlice> = needs => (set, get) => ({
  openFlow: null,

  showFlow: async flowId => {
    try {
      const { flow, revision } = await needs.host.flows.read({ flowId });
      set({ openFlow: { flowId, flow, revision } });
      get().openTab(flowTab(flowId, flow.name));
      void get().readRuns(flowId);
    } catch (error) {
      needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
    }
  },
  saveDraft: () => Promise.resolve(true),
  flowChanged: () => undefined,
});
