import type { Note } from '../../engine/flow/flow.ts';
import { freshStepId } from '../../engine/flow/fresh-step-id.ts';
import { changeNotes, NOTE_SIZE } from '../canvas/extra-nodes.ts';
import { groupSteps, retitleGroup, ungroupSteps } from '../canvas/group-steps.ts';
import { countOf } from '../ui/format-count.ts';
import type { Slice } from './studio.ts';

/** Notes and groups: what is drawn for people only. */
export interface NotesSlice {
  readonly selectedNotes: readonly string[];
  /** The note, or the title of the group, that is being written in place. */
  readonly writing: { readonly kind: 'note' | 'group'; readonly id: string } | null;
  readonly selectNotes: (noteIds: readonly string[]) => void;
  /** An empty note where the pointer is, to be written at once. */
  readonly addNote: () => void;
  /** A note left empty is taken away. */
  readonly changeNote: (noteId: string, change: Partial<Omit<Note, 'id'>>) => void;
  /** Selects the note after the selected one, and brings it into view. */
  readonly nextNote: () => void;
  readonly write: (writing: NotesSlice['writing']) => void;
  /** The selected steps as a group, whose title is to be written at once. */
  readonly groupSelection: () => void;
  readonly ungroupSelection: () => void;
  readonly retitleGroup: (groupId: string, title: string) => void;
}

export const notesSlice: Slice<NotesSlice> = () => (set, get) => {
  const flow = () => get().openFlow?.flow ?? null;
  return {
    selectedNotes: [],
    writing: null,
    selectNotes: selectedNotes => set({ selectedNotes }),
    addNote: () => {
      const now = flow();
      if (now === null) return;
      const { hands } = get();
      const middle = hands?.middle() ?? { x: 0, y: 0 };
      const at = hands?.pointer() ?? { x: middle.x - NOTE_SIZE.width / 2, y: middle.y - NOTE_SIZE.height / 2 };
      const { notes = [] } = now;
      const id = freshStepId(
        notes.map(note => note.id),
        'note',
      );
      const note: Note = { id, text: '', x: Math.round(at.x), y: Math.round(at.y) };
      if (get().edit([{ kind: 'set-notes', notes: [...notes, note] }], { label: 'add a note', series: `note ${id}` }) !== null) return;
      get().select([]);
      set({ selectedNotes: [id], writing: { kind: 'note', id } });
      get().announce('Added a note. Write it; Escape ends writing.');
    },
    changeNote: (noteId, change) => {
      const edits = changeNotes(flow()?.notes ?? [], note => {
        if (note.id !== noteId) return note;
        return change.text?.trim() === '' ? null : { ...note, ...change };
      });
      get().edit(edits, { label: change.text === undefined ? 'change a note' : 'write a note', series: `note ${noteId}` });
    },
    nextNote: () => {
      const notes = flow()?.notes ?? [];
      const next = notes[(notes.findIndex(note => note.id === get().selectedNotes[0]) + 1) % Math.max(notes.length, 1)];
      if (next === undefined) {
        get().announce('There are no notes. Shift+N adds one.');
        return;
      }
      get().select([]);
      set({ selectedNotes: [next.id] });
      get().hands?.showPoint({ x: next.x + NOTE_SIZE.width / 2, y: next.y + NOTE_SIZE.height / 2 });
      get().announce(`Note: ${next.text}`);
    },
    write: writing => {
      set({ writing });
      if (writing === null) get().hands?.focus();
    },
    groupSelection: () => {
      const now = flow();
      const { selection } = get();
      if (now === null || selection.length === 0) return;
      const { edits, groupId } = groupSteps(now, selection, 'Group');
      if (get().edit(edits, { label: `group ${countOf(selection.length, 'step')}`, series: `group ${groupId}` }) !== null) return;
      set({ writing: { kind: 'group', id: groupId } });
      get().announce(`Grouped ${countOf(selection.length, 'step')}. Write the group’s title.`);
    },
    ungroupSelection: () => {
      const now = flow();
      if (now === null) return;
      const { selection } = get();
      if (get().edit(ungroupSteps(now, selection), { label: `ungroup ${countOf(selection.length, 'step')}` }) === null)
        get().announce(`${countOf(selection.length, 'step')} in no group now.`);
    },
    retitleGroup: (groupId, title) => {
      const now = flow();
      if (now !== null && title.trim() !== '')
        get().edit(retitleGroup(now, groupId, title.trim().slice(0, 200)), { label: 'rename a group', series: `group ${groupId}` });
    },
  };
};
