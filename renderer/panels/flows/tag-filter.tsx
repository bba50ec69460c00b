import { IconCheck, IconTags } from '@tabler/icons-react';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import type { FlowTag } from '../../../engine/flow/flow-tag.ts';
import { useStudio } from '../../state/studio.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './tags.module.css';
import { tagCounts } from './tag-counts.ts';

/** Which tags the shown flows must all have; nothing while no flow has one. */
export function TagFilter(props: { flows: readonly FlowHead[]; chosen: readonly FlowTag[]; onChoose: (tags: readonly FlowTag[]) => void }) {
  const { flows, chosen, onChoose } = props;
  const show = useStudio(studio => studio.showLibraryDialog);
  const counts = tagCounts(flows);
  if (counts.length === 0) return null;
  return (
    <div className={styles.filter} role="group" aria-label="Only flows with these tags">
      {counts.map(({ tag, count }) => {
        const isChosen = chosen.includes(tag);
        return (
          <button
            key={tag}
            type="button"
            className={styles.choice}
            aria-pressed={isChosen}
            aria-label={`${tag}, ${count}`}
            onClick={() => onChoose(isChosen ? chosen.filter(other => other !== tag) : [...chosen, tag])}
          >
            {isChosen && <IconCheck size={12} aria-hidden />}
            <span className={styles.word}>{tag}</span> {count}
          </button>
        );
      })}
      <IconButton icon={IconTags} words="All tags: rename, remove, put on several flows" onPress={() => show({ kind: 'all-tags' })} />
    </div>
  );
}
