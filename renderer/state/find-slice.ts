import { findInFlow, type FindWish, type FoundText } from '../../engine/flow/find-in-flow.ts';
import { replaceInFlow } from '../../engine/flow/replace-in-flow.ts';
import { countOf } from '../ui/format-count.ts';
import type { Slice } from './studio.ts';

/** Finding in the open flow, and replacing what was found. */
export interface FindSlice {
  /** What is looked for; null while nobody looks. */
  readonly finding: (FindWish & { readonly by: string; readonly asked: number }) | null;
  /** Opens the bar, or goes back into it; `asked` counts how often. */
  readonly startFinding: () => void;
  readonly find: (change: Partial<FindWish & { readonly by: string }>) => void;
  readonly endFinding: () => void;
  /** Replaces in the given texts, in all that are found when none are given; one deed. */
  readonly replaceFound: (found?: readonly FoundText[]) => void;
}

export const findSlice: Slice<FindSlice> = needs => (set, get) => ({
  finding: null,
  startFinding: () => {
    const { finding } = get();
    set({ finding: { ...(finding ?? { text: '', matchCase: false, by: '' }), asked: (finding?.asked ?? 0) + 1 } });
  },
  find: change => {
    const { finding } = get();
    if (finding !== null) set({ finding: { ...finding, ...change } });
  },
  endFinding: () => {
    set({ finding: null });
    get().hands?.focus();
  },
  replaceFound: found => {
    const { finding, openFlow } = get();
    if (finding === null || openFlow === null) return;
    const all = found ?? findInFlow(openFlow.flow, finding);
    const { edits, count, left } = replaceInFlow(openFlow.flow, all, finding.text.length, finding.by);
    const refusal = get().edit(edits, { label: `replace “${finding.text.slice(0, 40)}”` });
    const done = refusal === null && edits.length > 0 ? [`Replaced ${countOf(count, 'time')}.`] : [];
    const sentences = [...done, ...(refusal === null ? left.slice(0, 3) : [`Nothing was replaced. ${refusal.message}`])];
    if (left.length > 0 || refusal !== null) needs.tell({ kind: 'trouble', sentence: sentences.join(' ') });
    get().announce(sentences.join(' '));
  },
});
