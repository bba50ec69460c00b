import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { markdownBlocks } from '../../engine/exports/markdown-blocks.ts';
import { DocumentBlocks } from '../panels/artefact/artefact-text.tsx';
import { useStudio } from '../state/studio.ts';
import type { NoteNode } from './extra-nodes.ts';
import { takeOverAtEnd } from '../ui/take-over.ts';
import styles from './note-node.module.css';

const SMALLEST = { minWidth: 120, minHeight: 56 } as const;

/** A note on the canvas, written in Markdown. Nothing in it is fetched or followed, and HTML in it is text. */
export const NoteNodeView = memo(function NoteNodeView({ data: { noteId, text }, selected }: NodeProps<NoteNode>) {
  const isWriting = useStudio(studio => studio.writing?.kind === 'note' && studio.writing.id === noteId);
  const write = useStudio(studio => studio.write);
  const changeNote = useStudio(studio => studio.changeNote);
  return (
    <div className={styles.note} role="note" data-selected={selected} onDoubleClick={() => write({ kind: 'note', id: noteId })}>
      <NodeResizer
        isVisible={selected && !isWriting}
        {...SMALLEST}
        color="var(--accent)"
        onResizeEnd={(_event, { x, y, width, height }) =>
          changeNote(noteId, { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) })
        }
      />
      {isWriting ? <NoteField noteId={noteId} text={text} /> : <NoteText text={text} />}
    </div>
  );
});

function NoteText({ text }: { text: string }) {
  const blocks = useMemo(() => markdownBlocks(text, () => false), [text]);
  return (
    <div className={styles.text} dir="auto">
      <DocumentBlocks blocks={blocks} />
    </div>
  );
}

function NoteField({ noteId, text }: { noteId: string; text: string }) {
  const write = useStudio(studio => studio.write);
  const changeNote = useStudio(studio => studio.changeNote);
  return (
    <textarea
      className={`${styles.field ?? ''} nodrag nopan nowheel`}
      aria-label="Text of the note, in Markdown"
      placeholder="Write a note. **Bold**, lists and headings work."
      defaultValue={text}
      maxLength={20_000}
      dir="auto"
      ref={takeOverAtEnd}
      onBlur={event => {
        changeNote(noteId, { text: event.currentTarget.value });
        write(null);
      }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) event.currentTarget.blur();
      }}
    />
  );
}
