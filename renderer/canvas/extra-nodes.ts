import type { Node } from '@xyflow/react';
import type { StepId } from '../../engine/base/ids.ts';
import type { FlowEdit } from '../../engine/flow/flow-edit.ts';
import type { Flow, Note, Point } from '../../engine/flow/flow.ts';
import { groupFrames } from './group-frames.ts';

/** The frame of a group, drawn under its cards. */
export type FrameNode = Node<{ readonly groupId: string; readonly title: string; readonly stepIds: readonly StepId[] }, 'frame'>;
export type NoteNode = Node<{ readonly noteId: string; readonly text: string }, 'note'>;

export const NOTE_SIZE = { width: 240, height: 136 } as const;

const FRAME = 'frame ';
const NOTE = 'note ';

/** The note that a node of the canvas shows; null for any other node. */
export const noteOfNode = (nodeId: string): string | null => (nodeId.startsWith(NOTE) ? nodeId.slice(NOTE.length) : null);

/** What is drawn beside the steps. Their ids hold a space, which no step's does. */
export function extraNodes(flow: Flow, places: ReadonlyMap<StepId, Point>): readonly (FrameNode | NoteNode)[] {
  return [
    ...groupFrames(flow, places).map(({ groupId, title, stepIds, x, y, width, height }): FrameNode => ({
      id: `${FRAME}${groupId}`,
      type: 'frame',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      zIndex: -2,
      selectable: false,
      // The hand goes through the frame to what is under it; only its title takes it.
      style: { pointerEvents: 'none' },
      data: { groupId, title, stepIds },
    })),
    ...(flow.notes ?? []).map(({ id, text, x, y, width = NOTE_SIZE.width, height = NOTE_SIZE.height }): NoteNode => ({
      id: `${NOTE}${id}`,
      type: 'note',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      zIndex: -1,
      data: { noteId: id, text },
    })),
  ];
}

/** Where the hand left the notes among these nodes. */
export function moveNotes({ notes = [] }: Flow, nodes: readonly { readonly id: string; readonly position: Point }[]): readonly FlowEdit[] {
  const to = new Map(nodes.flatMap(({ id, position }) => (noteOfNode(id) === null ? [] : [[noteOfNode(id), position] as const])));
  return changeNotes(notes, note => {
    const at = to.get(note.id);
    return at === undefined ? note : { ...note, x: Math.round(at.x), y: Math.round(at.y) };
  });
}

/** The notes changed one by one; null takes one away. No edit when nothing changed. */
export function changeNotes(notes: readonly Note[], change: (note: Note) => Note | null): readonly FlowEdit[] {
  const changed = notes.flatMap(note => change(note) ?? []);
  return JSON.stringify(changed) === JSON.stringify(notes) ? [] : [{ kind: 'set-notes', notes: changed }];
}
