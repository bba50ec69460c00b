import { isDefinedError, safe } from '@orpc/client';
import type { Hash } from '../../engine/base/hash.ts';
import type { PacketId } from '../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import { changeAt } from '../../engine/flow/change-at.ts';
import type { SkillDetail, SkillShelf, Tried } from '../../engine/contract/skills.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import { pageTab } from './desk.ts';
import type { Slice } from './studio.ts';

/** A prompt as typed and not saved. */
export interface PromptEdit {
  readonly text: string;
  /** The prompt it was typed over: another one there now was put there by somebody else. */
  readonly over: Hash;
}

/** What became of the last trial of a skill. */
export type Trial =
  | { readonly kind: 'asks'; readonly sinceUs: number }
  | { readonly kind: 'told'; readonly tried: Tried }
  | { readonly kind: 'trouble'; readonly sentence: string };

/** Skills as the window shows, edits, tries and trusts them. */
export interface SkillSlice {
  /** Null until it has been read. */
  readonly shelf: SkillShelf | null;
  /** By skill, those whose page was opened; a text is why it could not be read. */
  readonly skillDetails: Readonly<Record<string, SkillDetail | string>>;
  /** By skill. */
  readonly promptEdits: Readonly<Record<string, PromptEdit>>;
  /** By skill: what the form of a trial holds. */
  readonly samples: Readonly<Record<string, JsonObject>>;
  readonly trials: Readonly<Record<string, Trial>>;
  /** The question whether to trust the workspace stands open. */
  readonly trustAsked: boolean;

  readonly readShelf: () => Promise<void>;
  readonly readSkill: (skill: string) => Promise<void>;
  /** Files of skills changed, or what is trusted. */
  readonly skillsChanged: () => void;
  /** Null takes back what was typed. */
  readonly editPrompt: (skill: string, text: string | null) => void;
  /** Null takes the shipped prompt back; `overTheirs` also over one that somebody else put there meanwhile. Gives null when the workspace has it, else a sentence. */
  readonly savePrompt: (skill: string, prompt: string | null, how?: 'over-theirs') => Promise<string | null>;
  /** Gives null when it stands in the workspace and its page is open, else a sentence. */
  readonly createSkill: (name: string, kind: 'prompt' | 'coded') => Promise<string | null>;
  readonly askTrust: (asked: boolean) => void;
  readonly decideTrust: (decision: 'trusted' | 'restricted' | null) => Promise<string | null>;
  readonly typeSample: (skill: string, path: readonly (string | number)[], value: Json | undefined) => void;
  /** Fills fields of a sample from the slices of a packet that bear their names; gives which were not: too large, or not to be shown. */
  readonly sampleFrom: (skill: string, fields: readonly string[], packetId: PacketId) => Promise<readonly string[]>;
  /** Asks the skill with its sample and the prompt as it was typed last. */
  readonly trySkill: (skill: string) => Promise<void>;
  readonly stopTrial: (skill: string) => void;
}

export const skillSlice: Slice<SkillSlice> =
  ({ host, tell, nowUs }) =>
  (set, get) => {
    const stops = new Map<string, AbortController>();
    let wasAsked = false;
    const trialIs = (skill: string, trial: Trial | null) =>
      set({ trials: trial === null ? without(get().trials, skill) : { ...get().trials, [skill]: trial } });
    return {
      shelf: null,
      skillDetails: {},
      promptEdits: {},
      samples: {},
      trials: {},
      trustAsked: false,

      readShelf: async () => {
        const { error, data } = await safe(host.skills.shelf());
        if (error !== null) return;
        set({ shelf: data });
        // Once in a sitting by itself; afterwards the window only marks it.
        if (data.trust !== 'undecided' || wasAsked) return;
        wasAsked = true;
        set({ trustAsked: true });
      },

      readSkill: async skill => {
        const { error, data } = await safe(host.skills.read({ skill }));
        set({ skillDetails: { ...get().skillDetails, [skill]: error === null ? data : failureSentence(error) } });
      },

      skillsChanged: () => {
        void get().readShelf();
        for (const skill of Object.keys(get().skillDetails)) void get().readSkill(skill);
      },

      editPrompt: (skill, text) => {
        const detail = get().skillDetails[skill];
        if (typeof detail !== 'object') return;
        const over = get().promptEdits[skill]?.over ?? detail.promptHash;
        const isSame = text === null || (text === detail.head.prompt && over === detail.promptHash);
        set({ promptEdits: isSame ? without(get().promptEdits, skill) : { ...get().promptEdits, [skill]: { text, over } } });
      },

      savePrompt: async (skill, prompt, how) => {
        const edit = get().promptEdits[skill];
        const was = prompt === null || how === 'over-theirs' ? undefined : edit?.over;
        const { error } = await safe(host.skills.savePrompt({ skill, prompt, ...(was !== undefined && { was }) }));
        if (error !== null) {
          if (isDefinedError(error) && error.code === 'NOT_TRUSTED') set({ trustAsked: true });
          return failureSentence(error);
        }
        // What was typed while the host wrote is not saved yet.
        if (get().promptEdits[skill]?.text === edit?.text) set({ promptEdits: without(get().promptEdits, skill) });
        await Promise.all([get().readSkill(skill), get().readCatalog()]);
        return null;
      },

      createSkill: async (name, kind) => {
        const { error, data } = await safe(host.skills.create({ name, kind }));
        if (error !== null) return failureSentence(error);
        await get().readCatalog();
        get().openTab(pageTab('skill', data.name, data.title));
        tell({ kind: 'done', sentence: `${data.title} was made from a template. Its file says line by line what to change.` });
        return null;
      },

      askTrust: trustAsked => set({ trustAsked }),

      decideTrust: async decision => {
        const { error, data } = await safe(host.skills.decide({ decision }));
        if (error !== null) return failureSentence(error);
        set({ shelf: data, trustAsked: false });
        return null;
      },

      typeSample: (skill, path, value) => {
        const sample: Json = get().samples[skill] ?? {};
        const changed = changeAt(sample, [{ path: [...path], ...(value !== undefined && { value }) }]);
        set({ samples: { ...get().samples, [skill]: changed as JsonObject } }); // true: an object with a field changed is an object
      },

      sampleFrom: async (skill, fields, packetId) => {
        const { error, data } = await safe(host.packets.read({ packetId }));
        if (error !== null) {
          tell({ kind: 'trouble', sentence: failureSentence(error) });
          return [];
        }
        const left: string[] = [];
        for (const { name, isText, preview, whole, sensitive } of data.slices) {
          if (!fields.includes(name)) continue;
          const value = whole && !sensitive ? slicedValue(preview, isText) : undefined;
          if (value === undefined) left.push(name);
          else get().typeSample(skill, [name], value);
        }
        return left;
      },

      trySkill: async skill => {
        const stop = new AbortController();
        stops.set(skill, stop);
        trialIs(skill, { kind: 'asks', sinceUs: nowUs() });
        const prompt = get().promptEdits[skill]?.text;
        const input = get().samples[skill] ?? {};
        const { error, data } = await safe(
          host.skills.try({ skill, input, ...(prompt !== undefined && { prompt }) }, { signal: stop.signal }),
        );
        if (stops.get(skill) !== stop) return;
        stops.delete(skill);
        if (stop.signal.aborted) trialIs(skill, null);
        else trialIs(skill, error === null ? { kind: 'told', tried: data } : { kind: 'trouble', sentence: failureSentence(error) });
      },

      stopTrial: skill => stops.get(skill)?.abort(),
    };
  };

function slicedValue(preview: string, isText: boolean): Json | undefined {
  if (isText) return preview;
  try {
    return JSON.parse(preview) as Json; // true: JSON.parse gives JSON
  } catch {
    return undefined;
  }
}

const without = <Value>(record: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
