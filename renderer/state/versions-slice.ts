import { safe } from '@orpc/client';
import type { FlowId } from '../../engine/base/ids.ts';
import type { FlowRef, ListedVersion } from '../../engine/contract/versions.ts';
import type { FlowDiff } from '../../engine/flow/flow-change.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { withPlaces } from '../../engine/flow/with-places.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** The published versions of a flow, newest first, and what it is a fork of. */
export interface VersionHistory {
  readonly flowId: FlowId;
  readonly forkedFrom: FlowRef | null;
  readonly versions: readonly ListedVersion[];
}

/** Versions as the window shows them, and what can be done with one. */
export interface VersionsSlice {
  /** Of the open flow; null until it has been read. */
  readonly history: VersionHistory | null;
  /** Why it cannot be read, as a sentence. */
  readonly historyTrouble: string | null;

  readonly readHistory: (flowId: FlowId) => Promise<void>;
  /** Of any flow, newest first; rejects with what the host says, as the next ones do. */
  readonly readVersionList: (flowId: FlowId) => Promise<readonly ListedVersion[]>;
  readonly readVersion: (ref: FlowRef) => Promise<{ readonly flow: Flow; readonly problems: readonly FlowProblem[] }>;
  /** What the second does otherwise than the first. */
  readonly diffVersions: (a: FlowRef, b: FlowRef) => Promise<FlowDiff>;
  /** Makes a version the drawing again, as an edit that can be undone; a sentence when it could not be. */
  readonly restoreVersion: (flowId: FlowId, versionNo: number) => Promise<string | null>;
  /** Opens a new flow that goes on from a version; a sentence when there is none. */
  readonly forkVersion: (from: FlowRef, name: string) => Promise<string | null>;
}

export const versionsSlice: Slice<VersionsSlice> =
  ({ host, wire, tell }) =>
  (set, get) => ({
    history: null,
    historyTrouble: null,

    readHistory: async flowId => {
      const { error, data } = await safe(host.versions.list({ flowId }));
      if (get().openFlow?.flowId !== flowId) return;
      if (error === null) set({ history: { flowId, ...data }, historyTrouble: null });
      else if (wire.connection() === 'open') set({ historyTrouble: failureSentence(error) });
    },

    readVersionList: async flowId => (await host.versions.list({ flowId })).versions,
    readVersion: ref => host.versions.read(ref),
    diffVersions: (a, b) => host.versions.diff({ a, b }),

    restoreVersion: async (flowId, versionNo) => {
      const { error, data } = await safe(host.versions.read({ flowId, versionNo }));
      if (error !== null) return failureSentence(error);
      await get().showFlow(flowId);
      const { openFlow } = get();
      if (openFlow?.flowId !== flowId) return 'The flow could not be opened, so nothing was restored.';
      const flow = withPlaces(data.flow, openFlow.flow);
      const problem = get().edit([{ kind: 'replace-flow', flow }], { label: `restore version ${String(versionNo)}` });
      if (problem !== null) return problem.message;
      tell({ kind: 'done', sentence: `The draft is as version ${String(versionNo)} was. Undo brings back what was drawn before.` });
      return null;
    },

    forkVersion: async (from, name) => {
      const { error, data } = await safe(host.versions.fork({ from, name }));
      if (error !== null) return failureSentence(error);
      await get().showFlow(data.flowId);
      tell({ kind: 'done', sentence: `“${data.flow.name}” is a flow of its own and remembers where it came from.` });
      return null;
    },
  });
