import { safe } from '@orpc/client';
import type { MemoryScopeCount, ShownMemory } from '../../engine/contract/memory.ts';
import type { MemoryId } from '../../engine/memory/memory.ts';
import type { MemoryScope } from '../../engine/memory/memory-scope.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Slice } from './studio.ts';

/** What of Sage's memory is asked for. */
export interface MemoryQuestion {
  /** Null: of all scopes. */
  readonly scope: MemoryScope | null;
  readonly search: string;
  readonly retired: boolean;
}

/** What Sage remembers, as the window shows it, and how a person corrects it. */
export interface MemorySlice {
  readonly memoryQuestion: MemoryQuestion;
  /** Null until they have been read. */
  readonly memories: readonly ShownMemory[] | null;
  readonly memoryScopes: readonly MemoryScopeCount[];
  /** Why they could not be read, as a sentence. */
  readonly memoryTrouble: string | null;
  /** The memory whose versions are shown, oldest first. */
  readonly shownMemory: { readonly memoryId: MemoryId; readonly versions: readonly ShownMemory[] } | null;

  readonly readMemories: () => Promise<void>;
  readonly askMemories: (question: Partial<MemoryQuestion>) => void;
  readonly showMemory: (memoryId: MemoryId | null) => Promise<void>;
  /** Something may have been remembered, corrected or retired: what is shown is read again. */
  readonly memoryChanged: () => void;
  /** Null when it was taken, else a sentence. */
  readonly correctMemory: (newest: ShownMemory, text: string, reason: string) => Promise<string | null>;
  readonly retireMemory: (newest: ShownMemory, reason: string) => Promise<string | null>;
}

/** Rows of a run come in plenty: so long after the last one is read what they wrote. */
const CHANGED_AFTER_MS = 250;

/** How long after the last key a search begins. */
const SEARCH_AFTER_MS = 150;

export const memorySlice: Slice<MemorySlice> =
  ({ host, wire, tell, later }) =>
  (set, get) => {
    let callChange = (): void => undefined;
    let call = (): void => undefined;
    let reading = 0;
    const changed = (error: Error | null, done: string): string | null => {
      get().memoryChanged();
      if (error === null) {
        tell({ kind: 'done', sentence: done });
        return null;
      }
      return failureSentence(error);
    };
    return {
      memoryQuestion: { scope: null, search: '', retired: false },
      memories: null,
      memoryScopes: [],
      memoryTrouble: null,
      shownMemory: null,

      readMemories: async () => {
        const mine = ++reading;
        const { scope, search, retired } = get().memoryQuestion;
        try {
          const [memories, memoryScopes] = await Promise.all([
            host.memory.list({ search, retired, ...(scope === null ? {} : { scope }) }),
            host.memory.scopes(),
          ]);
          // Of several questions under way only the last one's answer is shown.
          if (mine === reading) set({ memories, memoryScopes, memoryTrouble: null });
        } catch (error) {
          if (mine === reading && wire.connection() === 'open') set({ memoryTrouble: failureSentence(error) });
        }
      },

      askMemories: question => {
        set({ memoryQuestion: { ...get().memoryQuestion, ...question } });
        call();
        call = later(question.search === undefined ? 0 : SEARCH_AFTER_MS, () => void get().readMemories());
      },

      showMemory: async memoryId => {
        if (memoryId === null) {
          set({ shownMemory: null });
          return;
        }
        try {
          const versions = await host.memory.history({ memoryId });
          set({ shownMemory: { memoryId, versions } });
        } catch (error) {
          if (wire.connection() === 'open') tell({ kind: 'trouble', sentence: failureSentence(error) });
        }
      },

      memoryChanged: () => {
        callChange();
        callChange = later(CHANGED_AFTER_MS, () => {
          if (get().memories !== null) void get().readMemories();
          const shown = get().shownMemory;
          if (shown !== null) void get().showMemory(shown.memoryId);
        });
      },

      correctMemory: async ({ memoryId, version, topic }, text, reason) => {
        const { error } = await safe(host.memory.correct({ memoryId, version, text, reason }));
        return changed(error, `“${topic}” says so from now on.`);
      },

      retireMemory: async ({ memoryId, version, topic }, reason) => {
        const { error } = await safe(host.memory.retire({ memoryId, version, reason }));
        return changed(error, `“${topic}” is retired: no step reads it any more.`);
      },
    };
  };
