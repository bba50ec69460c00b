import { isDefinedError, safe } from '@orpc/client';
import type { FlowId } from '../../engine/base/ids.ts';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import { flowText } from '../../engine/flow/flow-text.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { copyName } from './copy-name.ts';
import { flowTab } from './desk.ts';
import { done } from './history.ts';
import { historyFrom, historyText } from './kept-history.ts';
import type { Slice } from './studio.ts';

/** A file as a drop or a chooser gives it; a folder is one whose text cannot be read. */
export type FlowFile = Pick<File, 'name' | 'size' | 'text'>;

export interface ImportRefusal {
  readonly fileName: string;
  readonly problems: readonly Pick<FlowProblem, 'message'>[];
}

/** What is done to the workspace's flows as a list: nothing of it needs the flow to be open. */
export interface FlowShelfSlice {
  /** Takes in `.flow.json` files one after the other, and opens the last that was one; a file that is no flow changes nothing and says why. */
  readonly importFlows: (files: readonly FlowFile[]) => Promise<void>;
  /** Which files were not taken in, and why. */
  readonly importRefusals: readonly ImportRefusal[];
  readonly forgetImport: () => void;
  /** Calls any flow otherwise; of the open one it is an edit like others, of another it can be undone once that is open. */
  readonly renameAnyFlow: (flowId: FlowId, name: string) => Promise<void>;
  /** Makes a copy of the draft and opens it. */
  readonly duplicateFlow: (flowId: FlowId) => Promise<void>;
  /** Puts a flow away and offers to take it back. */
  readonly archiveFlow: (flowId: FlowId) => Promise<void>;
  /** `resume` lets its trigger go on as well. */
  readonly unarchiveFlow: (flowId: FlowId, resume?: boolean) => Promise<void>;
  /** Gives the person the draft as a `.flow.json`. */
  readonly exportFlow: (flowId: FlowId) => Promise<void>;
}

/** What the host takes of one file. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

export const flowShelfSlice: Slice<FlowShelfSlice> = needs => (set, get) => {
  const { host } = needs;
  /** Carries out `work`, or says why it was not done. */
  const orSay = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
    }
  };
  const nameOf = (flowId: FlowId): string => get().flows?.find(flow => flow.flowId === flowId)?.name ?? flowId;
  /** What is drawn of it but not saved yet is saved first; false when that is not possible now. */
  const isWritten = async (flowId: FlowId): Promise<boolean> => {
    if (get().openFlow?.flowId !== flowId || (await get().saveDraft())) return true;
    needs.tell({ kind: 'trouble', sentence: `“${nameOf(flowId)}” has changes that could not be saved yet. Save them first.` });
    return false;
  };

  return {
    importRefusals: [],
    forgetImport: () => set({ importRefusals: [] }),

    importFlows: async files => {
      const refusals: ImportRefusal[] = [];
      const taken: { flowId: FlowId; name: string }[] = [];
      for (const file of files) {
        const read = await readFile(file);
        if (!read.ok) {
          refusals.push({ fileName: file.name, problems: [{ message: read.sentence }] });
          continue;
        }
        const { error, data } = await safe(host.flows.importText({ fileName: file.name.slice(-300), text: read.text }));
        if (error === null) taken.push({ flowId: data.flowId, name: data.flow.name });
        else
          refusals.push({
            fileName: file.name,
            problems: isDefinedError(error) ? error.data.problems : [{ message: failureSentence(error) }],
          });
      }
      const last = taken.at(-1);
      if (last !== undefined) {
        await get().showFlow(last.flowId);
        needs.tell({
          kind: 'done',
          sentence: taken.length === 1 ? `“${last.name}” was imported.` : `${taken.length} flows were imported.`,
        });
      }
      set({ importRefusals: refusals });
    },

    renameAnyFlow: (flowId, name) =>
      orSay(async () => {
        if (get().openFlow?.flowId === flowId) {
          get().renameFlow(name);
          return;
        }
        const { flow, revision, history } = await host.flows.read({ flowId });
        const edits = [{ kind: 'change-flow' as const, changes: [{ path: ['name'], value: name }] }];
        const next = done({ flow, history: historyFrom(history) }, edits, { label: 'rename the flow', atUs: needs.nowUs() });
        if (!next.ok) {
          needs.tell({ kind: 'trouble', sentence: next.error.message });
          return;
        }
        await host.flows.saveDraft({ flowId, revision, flow: next.value.flow, history: historyText(next.value.history) });
        const { tabs, activeTab } = get().desk;
        if (tabs.some(tab => tab.id === flowTab(flowId, '').id && tab.id !== activeTab)) get().nameTab(flowTab(flowId, '').id, name);
      }),

    duplicateFlow: flowId =>
      orSay(async () => {
        if (!(await isWritten(flowId))) return;
        const names = (get().flows ?? []).map(flow => flow.name);
        const copy = await host.versions.fork({ from: { flowId, versionNo: null }, name: copyName(nameOf(flowId), names) });
        const tags = get().flows?.find(flow => flow.flowId === flowId)?.tags ?? [];
        if (tags.length > 0) await host.flows.setTags({ flowId: copy.flowId, tags });
        await get().showFlow(copy.flowId);
        needs.tell({ kind: 'done', sentence: `“${copy.flow.name}” is a copy of its own; the other stays as it is.` });
      }),

    archiveFlow: flowId =>
      orSay(async () => {
        if (!(await isWritten(flowId))) return;
        const name = nameOf(flowId);
        const { paused } = await host.flows.archive({ flowId, isArchived: true });
        get().closeTab(flowTab(flowId, '').id);
        needs.tell({
          kind: 'done',
          sentence: paused ? `“${name}” is archived and starts by itself no more.` : `“${name}” is archived. Nothing of it is lost.`,
          action: { words: 'Undo', run: () => void get().unarchiveFlow(flowId, paused) },
        });
      }),

    unarchiveFlow: (flowId, resume = false) =>
      orSay(async () => {
        await host.flows.archive({ flowId, isArchived: false, resume });
        needs.tell({ kind: 'done', sentence: `“${nameOf(flowId)}” is back among the flows.` });
      }),

    exportFlow: flowId =>
      orSay(async () => {
        if (!(await isWritten(flowId))) return;
        const { flow } = await host.flows.read({ flowId });
        const bytes = new TextEncoder().encode(flowText(flow));
        const base64 = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
        needs.handOver({ name: `${flowId}.flow.json`, mediaType: 'application/json', base64 });
      }),
  };
};

async function readFile(
  file: FlowFile,
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly sentence: string }> {
  if (file.size > MAX_FILE_BYTES)
    return { ok: false, sentence: 'A flow has 8 MiB at most, and this file is larger. Move long texts from its steps into the packet.' };
  try {
    return { ok: true, text: await file.text() };
  } catch {
    return { ok: false, sentence: 'It could not be read. If it is a folder, drop the .flow.json files inside it instead.' };
  }
}
