import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStudio } from '../state/studio.ts';
import type { FrameNode } from './extra-nodes.ts';
import { takeOverSelected } from '../ui/take-over.ts';
import styles from './frame-node.module.css';

/** The frame of a group. Its title selects the steps in it, moves them with it, and is written by a double-click. */
export const FrameNodeView = memo(function FrameNodeView({ data: { groupId, title, stepIds } }: NodeProps<FrameNode>) {
  const isWriting = useStudio(studio => studio.writing?.kind === 'group' && studio.writing.id === groupId);
  const select = useStudio(studio => studio.select);
  const write = useStudio(studio => studio.write);
  return (
    <div className={styles.frame} role="group" aria-label={`Group ${title}`}>
      {isWriting ? (
        <FrameTitleField groupId={groupId} title={title} />
      ) : (
        <div
          className={styles.title}
          title={title}
          onPointerDown={() => select(stepIds)}
          onDoubleClick={event => {
            event.stopPropagation();
            write({ kind: 'group', id: groupId });
          }}
        >
          {title}
        </div>
      )}
    </div>
  );
});

function FrameTitleField({ groupId, title }: { groupId: string; title: string }) {
  const write = useStudio(studio => studio.write);
  const retitle = useStudio(studio => studio.retitleGroup);
  return (
    <input
      className={`${styles.field ?? ''} nodrag nopan`}
      aria-label="Title of the group"
      defaultValue={title}
      maxLength={200}
      ref={takeOverSelected}
      onBlur={event => {
        if (event.currentTarget.dataset['kept'] !== 'no') retitle(groupId, event.currentTarget.value);
        write(null);
      }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') event.currentTarget.dataset['kept'] = 'no';
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
