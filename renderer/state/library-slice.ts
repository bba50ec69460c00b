import { isDefinedError, safe } from '@orpc/client';
import type { FlowId } from '../../engine/base/ids.ts';
import type { FlowTemplate } from '../../engine/contract/flows.ts';
import { flowText } from '../../engine/flow/flow-text.ts';
import type { FlowTag } from '../../engine/flow/flow-tag.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** A question about flows that stands over the window. */
export type LibraryDialog =
  | { readonly kind: 'new-flow' }
  | { readonly kind: 'tags'; readonly flowId: FlowId }
  | { readonly kind: 'all-tags' }
  | { readonly kind: 'template'; readonly flowId: FlowId };

/** By what flows are found again, and from what they are begun. */
export interface LibrarySlice {
  readonly libraryDialog: LibraryDialog | null;
  readonly showLibraryDialog: (dialog: LibraryDialog | null) => void;
  readonly tagFlow: (flowId: FlowId, tags: readonly FlowTag[]) => Promise<void>;
  /** Calls a tag otherwise everywhere, or with null takes it off every flow; offers to take that back. */
  readonly renameTag: (from: FlowTag, to: FlowTag | null) => Promise<void>;
  /** Null until they have been read. */
  readonly templates: readonly FlowTemplate[] | null;
  /** Sentences about templates that could not be read. */
  readonly templateProblems: readonly string[];
  readonly readTemplates: () => Promise<void>;
  /** Makes a flow like the template, under a name of its own, and opens it. */
  readonly createFromTemplate: (template: FlowTemplate, name: string) => Promise<void>;
  /** What a flow says of itself; empty when it says nothing, or cannot be read. */
  readonly readDescription: (flowId: FlowId) => Promise<string>;
  /** Keeps a flow as it is drawn now for others to begin from; a sentence when it could not be kept. */
  readonly saveAsTemplate: (flowId: FlowId, about: { readonly name: string; readonly description: string }) => Promise<string | null>;
  /** Removes one of the workspace's own, and offers to take that back. */
  readonly removeTemplate: (template: FlowTemplate) => Promise<void>;
}

export const librarySlice: Slice<LibrarySlice> = needs => (set, get) => {
  const { host } = needs;
  const orSay = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      needs.tell({ kind: 'trouble', sentence: failureSentence(error) });
    }
  };
  return {
    libraryDialog: null,
    showLibraryDialog: libraryDialog => set({ libraryDialog }),

    tagFlow: (flowId, tags) =>
      orSay(async () => {
        await host.flows.setTags({ flowId, tags: [...tags] });
        await get().readFlows();
      }),

    renameTag: (from, to) =>
      orSay(async () => {
        const before = (get().flows ?? []).filter(({ tags }) => tags.includes(from));
        const flowIds = await host.flows.renameTag({ from, to });
        await get().readFlows();
        const takeBack = async () => {
          for (const { flowId, tags } of before) await host.flows.setTags({ flowId, tags });
          await get().readFlows();
        };
        const many = flowIds.length === 1 ? 'one flow' : `${flowIds.length} flows`;
        needs.tell({
          kind: 'done',
          sentence: to === null ? `The tag “${from}” was taken off ${many}.` : `The tag “${from}” is called “${to}” on ${many}.`,
          action: { words: 'Undo', run: () => void orSay(takeBack) },
        });
      }),

    templates: null,
    templateProblems: [],
    readTemplates: () =>
      orSay(async () => {
        const { templates, problems } = await host.flows.templates();
        set({ templates, templateProblems: problems });
      }),

    createFromTemplate: ({ templateId, flow }, name) =>
      orSay(async () => {
        const text = flowText({ ...flow, name });
        const made = await host.flows.importText({ fileName: `${templateId}.flow.json`, text });
        await get().showFlow(made.flowId);
      }),

    readDescription: async flowId => {
      const { openFlow } = get();
      if (openFlow?.flowId === flowId) return openFlow.flow.description ?? '';
      const { data } = await safe(host.flows.read({ flowId }));
      return data?.flow.description ?? '';
    },

    saveAsTemplate: async (flowId, { name, description }) => {
      if (get().openFlow?.flowId === flowId && !(await get().saveDraft()))
        return 'The drawing could not be saved, so it is no template yet. Try again when it is saved.';
      const read = await safe(host.flows.read({ flowId }));
      if (read.error !== null) return failureSentence(read.error);
      const { error } = await safe(host.flows.addTemplate({ flow: described(read.data.flow, name, description) }));
      if (error !== null) return isDefinedError(error) ? error.data.sentence : failureSentence(error);
      needs.tell({ kind: 'done', sentence: `“${name}” is a template now. New flow offers it.` });
      await get().readTemplates();
      return null;
    },

    removeTemplate: template =>
      orSay(async () => {
        await host.flows.removeTemplate({ templateId: template.templateId });
        await get().readTemplates();
        const takeBack = async () => {
          await host.flows.addTemplate({ flow: template.flow });
          await get().readTemplates();
        };
        needs.tell({
          kind: 'done',
          sentence: `The template “${template.flow.name}” was removed. Flows made from it stay.`,
          action: { words: 'Undo', run: () => void orSay(takeBack) },
        });
      }),
  };
};

function described(flow: Flow, name: string, description: string): Flow {
  const { description: _before, ...rest } = flow;
  return { ...rest, name, ...(description === '' ? {} : { description }) };
}
