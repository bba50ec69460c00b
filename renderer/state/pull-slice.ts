import { isDefinedError, safe } from '@orpc/client';
import type { FlowId } from '../../engine/base/ids.ts';
import type { VersionHead } from '../../engine/contract/flows.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { MergeChoice, MergeChoices } from '../../engine/flow/merge-conflict.ts';
import { mergeFlows } from '../../engine/flow/merge-flows.ts';
import type { z } from 'zod';
import { pageTab } from './desk.ts';
import type { Slice } from './studio.ts';

type Version = z.infer<typeof VersionHead>;

/** A fork beside the version of its parent that it is to take in. */
export interface Pull {
  readonly flowId: FlowId;
  readonly parent: { readonly flowId: FlowId; readonly name: string };
  /** What both had in common last; a draft has no number. */
  readonly base: { readonly versionNo: number | null; readonly flow: Flow };
  readonly theirs: Version;
  readonly flow: Flow;
  /** The fork as it stood when it was read; the open drawing goes before it. */
  readonly ours: Flow;
  /** Newest first. */
  readonly versions: readonly Version[];
}

/** A fork that takes in what is new in its parent. */
export interface PullSlice {
  /** What was chosen in conflicts, by flow and version: it outlives a look at another tab. */
  readonly pullChoices: Readonly<Record<string, MergeChoices>>;

  /** Opens the page on which a fork takes in a version of its parent, the newest unless one is named. */
  readonly openPull: (flowId: FlowId, versionNo: number | null) => void;
  /** The sentence says why there is nothing to pull; rejects with what else the host says. */
  readonly readPull: (flowId: FlowId, versionNo: number | null) => Promise<Pull | string>;
  /** Null takes the choice back. */
  readonly choosePull: (pull: Pull, conflict: string, choice: MergeChoice | null) => void;
  /** Merges the version into the fork as one edit that can be undone; a sentence when it could not be. */
  readonly applyPull: (pull: Pull) => Promise<string | null>;
}

export const pullKey = ({ flowId, base, theirs }: Pull): string => `${flowId} ${String(base.versionNo)} ${theirs.versionHash}`;

export const pullSlice: Slice<PullSlice> =
  ({ host, tell }) =>
  (set, get) => ({
    pullChoices: {},

    openPull: (flowId, versionNo) =>
      get().openTab(pageTab('pull', versionNo === null ? flowId : `${flowId}/${String(versionNo)}`, 'Pull from the parent')),

    readPull: async (flowId, versionNo) => {
      // What was pulled last stands in the draft, so that it is undone with the pull.
      if (get().openFlow?.flowId === flowId) await get().saveDraft();
      const { error, data } = await safe(host.versions.parent({ flowId, versionNo }));
      if (error !== null) {
        if (isDefinedError(error) && error.code === 'NOTHING_TO_PULL') return error.data.sentence;
        throw error;
      }
      const { flow: ours } = await host.flows.read({ flowId });
      return { flowId, ours, ...data };
    },

    choosePull: (pull, conflict, choice) => {
      const { pullChoices } = get();
      const key = pullKey(pull);
      const { [conflict]: _before, ...others } = pullChoices[key] ?? {};
      set({ pullChoices: { ...pullChoices, [key]: choice === null ? others : { ...others, [conflict]: choice } } });
    },

    applyPull: async pull => {
      const { flowId, parent, base, theirs } = pull;
      await get().showFlow(flowId);
      const { openFlow } = get();
      if (openFlow?.flowId !== flowId) return 'The flow could not be opened, so nothing was pulled.';
      const choices = get().pullChoices[pullKey(pull)] ?? {};
      const { flow, conflicts } = mergeFlows({ base: base.flow, ours: openFlow.flow, theirs: pull.flow }, choices);
      if (conflicts.some(({ id, fault }) => fault !== null || !Object.hasOwn(choices, id))) {
        get().openPull(flowId, theirs.versionNo);
        return 'The drawing changed in the meantime, and there is a conflict that is not settled yet.';
      }
      const { versionNo, versionHash } = theirs;
      const pulled = { ...flow, pulled: { flowId: parent.flowId, versionNo, versionHash } };
      const what = `version ${String(versionNo)} of “${parent.name}”`;
      const problem = get().edit([{ kind: 'replace-flow', flow: pulled }], { label: `pull ${what}` });
      if (problem !== null) return problem.message;
      const { [pullKey(pull)]: _done, ...others } = get().pullChoices;
      set({ pullChoices: others });
      tell({ kind: 'done', sentence: `${what.replace(/^v/, 'V')} is in the drawing. Undo takes all of it back.` });
      return null;
    },
  });
