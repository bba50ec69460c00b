import { safe } from '@orpc/client';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** Prompts of skills as the window edits them. */
export interface PromptSlice {
  /** By skill, as typed and not saved. */
  readonly promptEdits: Readonly<Record<string, string>>;

  /** Null takes back what was typed. */
  readonly editPrompt: (skill: string, prompt: string | null) => void;
  /** Null takes the shipped prompt back. Gives null when the workspace has it, else a sentence. */
  readonly savePrompt: (skill: string, prompt: string | null) => Promise<string | null>;
}

export const promptSlice: Slice<PromptSlice> =
  ({ host }) =>
  (set, get) => ({
    promptEdits: {},

    editPrompt: (skill, prompt) =>
      set({ promptEdits: prompt === null ? without(get().promptEdits, skill) : { ...get().promptEdits, [skill]: prompt } }),

    savePrompt: async (skill, prompt) => {
      const { error, data } = await safe(host.skills.savePrompt({ skill, prompt }));
      if (error !== null) return failureSentence(error);
      const { catalog, promptEdits } = get();
      set({
        catalog: catalog === null ? null : { ...catalog, skills: catalog.skills.map(one => (one.name === skill ? data : one)) },
        // What was typed while the host wrote is not saved yet.
        promptEdits: promptEdits[skill] === prompt ? without(promptEdits, skill) : promptEdits,
      });
      return null;
    },
  });

const without = (record: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
