import type { StepId } from '../../engine/base/ids.ts';
import { copiedSteps, copiedText, readCopiedText } from '../../engine/flow/copied-steps.ts';
import type { Point } from '../../engine/flow/flow.ts';
import { changeNotes } from '../canvas/extra-nodes.ts';
import { removeSelected } from '../canvas/from-canvas.ts';
import { duplicatedSteps, pastedSteps, type PastedSteps } from '../canvas/paste-steps.ts';
import { placeSteps } from '../canvas/place-steps.ts';
import { countOf } from '../ui/format-count.ts';
import type { Slice } from './studio.ts';

/** Steps and notes that go over the clipboard, as text: between flows, and between windows. */
export interface ClipboardSlice {
  /** The selected steps and notes as text, null when nothing is selected. `cut` takes them out of the flow as well. */
  readonly takeText: (how: 'copy' | 'cut') => string | null;
  /** The same, put on the clipboard without the browser having asked. */
  readonly putOnClipboard: (how: 'copy' | 'cut') => Promise<void>;
  /** Puts the steps of a text where the pointer is; a text without any changes nothing, and a sentence says why. */
  readonly pasteText: (text: string, how: { readonly keepLinks: boolean }) => void;
  /** The same with the text that lies on the clipboard, as far as the browser hands it out. */
  readonly pasteFromClipboard: (how: { readonly keepLinks: boolean }) => Promise<void>;
  /** Puts a text on the clipboard and says so; `what` begins that sentence: `What you wrote`. */
  readonly copyText: (text: string, what: string) => Promise<void>;
  readonly duplicateSelection: () => void;
  /** Copies of the given steps and notes, each as far from its original as the hand has dragged. */
  readonly duplicateBy: (stepIds: readonly StepId[], by: Point, noteIds?: readonly string[]) => void;
}

export const clipboardSlice: Slice<ClipboardSlice> = needs => (set, get) => {
  const flow = () => get().openFlow?.flow ?? null;
  const trouble = (sentence: string) => {
    needs.tell({ kind: 'trouble', sentence });
    get().announce(sentence);
  };
  const carryOut = ({ edits, stepIds, noteIds, lost }: PastedSteps, verb: { readonly label: string; readonly past: string }): void => {
    const what = countWords(stepIds.length, noteIds.length);
    const refusal = get().edit(edits, { label: `${verb.label} ${what}` });
    if (refusal !== null) {
      trouble(refusal.message);
      return;
    }
    get().select(stepIds);
    get().selectNotes(noteIds);
    const [first] = stepIds;
    if (first !== undefined) get().hands?.bringIntoView(first);
    if (lost.length === 0) get().announce(`${verb.past} ${what}.`);
    else trouble(`${verb.past} ${what}. ${lostSentence(lost)}`);
  };
  const duplicate = (stepIds: readonly StepId[], by?: Point, noteIds: readonly string[] = []) => {
    const now = flow();
    if (now === null || stepIds.length + noteIds.length === 0) return;
    const where = by === undefined ? undefined : ({ kind: 'beside', by, mayCover: true } as const);
    carryOut(duplicatedSteps(now, stepIds, where, noteIds), { label: 'duplicate', past: 'Duplicated' });
  };
  return {
    takeText: how => {
      const now = flow();
      const { selection, selectedNotes } = get();
      if (now === null || selection.length + selectedNotes.length === 0) return null;
      const copied = copiedSteps(now, selection, placeSteps(now), selectedNotes);
      const what = countWords(copied.steps.length, copied.notes?.length ?? 0);
      if (how === 'cut') {
        const notes = changeNotes(now.notes ?? [], note => (selectedNotes.includes(note.id) ? null : note));
        const refusal = get().edit([...removeSelected(selection, [], { heal: false }), ...notes], { label: `cut ${what}` });
        if (refusal !== null) {
          trouble(refusal.message);
          return null;
        }
        set({ selection: [], selectedEdges: [], selectedNotes: [] });
      }
      get().announce(`${how === 'cut' ? 'Cut' : 'Copied'} ${what}.`);
      return copiedText(copied);
    },
    putOnClipboard: async how => {
      const text = get().takeText('copy');
      if (text === null) return;
      if (!(await needs.clipboard.write(text)))
        trouble('The browser did not let Atelier write to the clipboard. Press Ctrl+C on the canvas instead.');
      else if (how === 'cut') get().takeText('cut');
    },
    pasteText: (text, { keepLinks }) => {
      const now = flow();
      if (now === null) return;
      const copied = readCopiedText(text);
      if (!copied.ok) {
        trouble(copied.error);
        return;
      }
      const { hands } = get();
      const point = hands?.pointer() ?? hands?.middle() ?? { x: 0, y: 0 };
      carryOut(pastedSteps(now, copied.value, { where: { kind: 'around', point }, keepLinks }), { label: 'paste', past: 'Pasted' });
    },
    pasteFromClipboard: async how => {
      const text = await needs.clipboard.read();
      if (text === null) trouble('The clipboard is handed out only to its own key. Click the canvas, then press Ctrl+V.');
      else get().pasteText(text, how);
    },
    copyText: async (text, what) => {
      if (await needs.clipboard.write(text)) needs.tell({ kind: 'done', sentence: `${what} is on the clipboard.` });
      else trouble('The clipboard is not open to this window. Select the text and copy it with the keyboard.');
    },

    duplicateSelection: () => duplicate(get().selection, undefined, get().selectedNotes),
    duplicateBy: duplicate,
  };
};

/** `2 steps`, `1 note`, `2 steps and 1 note`. */
const countWords = (steps: number, notes: number): string =>
  [...(steps > 0 || notes === 0 ? [countOf(steps, 'step')] : []), ...(notes > 0 ? [countOf(notes, 'note')] : [])].join(' and ');

const MOST_LOST = 4;

/** What leads nowhere after pasting, as far as a notice can hold it. */
function lostSentence(lost: readonly string[]): string {
  const more = lost.length > MOST_LOST ? `, and ${String(lost.length - MOST_LOST)} more` : '';
  const count = lost.length === 1 ? 'One reference leads' : `${String(lost.length)} references lead`;
  return `${count} nowhere in this flow: ${lost.slice(0, MOST_LOST).join('; ')}${more}.`;
}
