import { Button, Checkbox, Group, Modal } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import type { FlowTag } from '../../../engine/flow/flow-tag.ts';
import { useStudio } from '../../state/studio.ts';
import { CommittedText } from '../../ui/committed-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './tags.module.css';
import { tagCounts } from './tag-counts.ts';

/** Every tag of the workspace: called otherwise, taken off all flows, or put on several flows at once. */
export function AllTagsDialog() {
  const isOpen = useStudio(studio => studio.libraryDialog?.kind === 'all-tags');
  const flows = useStudio(studio => studio.flows) ?? [];
  const show = useStudio(studio => studio.showLibraryDialog);
  const counts = tagCounts(flows);
  return (
    <Modal opened={isOpen} onClose={() => show(null)} title="All tags" size={520}>
      {counts.length === 0 ? (
        <EmptyState sentence="No flow has a tag yet. Give one its first tag in its menu, under Tags." />
      ) : (
        <ul className={styles.tags}>
          {counts.map(({ tag, count }) => (
            <TagLine key={tag} tag={tag} count={count} flows={flows} />
          ))}
        </ul>
      )}
      <Group justify="flex-end" mt="lg">
        <Button onClick={() => show(null)}>Done</Button>
      </Group>
    </Modal>
  );
}

function TagLine({ tag, count, flows }: { tag: FlowTag; count: number; flows: readonly FlowHead[] }) {
  const renameTag = useStudio(studio => studio.renameTag);
  const tagFlow = useStudio(studio => studio.tagFlow);
  const [isOpen, setOpen] = useState(false);
  const rename = (text: string): string | null => {
    const to = text.trim();
    if (to === '') return 'A tag has at least one letter.';
    if (to.length > 40) return 'A tag has 40 letters at most.';
    if (to !== tag) void renameTag(tag, to);
    return null;
  };
  const names = flows.filter(({ archivedAtUs, tags }) => archivedAtUs === null || tags.includes(tag));
  return (
    <li className={styles.line}>
      <div className={styles.head}>
        <CommittedText label={`Name of the tag ${tag}`} hidesLabel value={tag} onCommit={rename} />
        <Button
          className={styles.count ?? ''}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          aria-expanded={isOpen}
          aria-label={`Flows with the tag ${tag}: ${count}`}
          onClick={() => setOpen(!isOpen)}
        >
          {countOf(count, 'flow')}
        </Button>
        <IconButton icon={IconTrash} words={`Take “${tag}” off all flows`} onPress={() => void renameTag(tag, null)} />
      </div>
      {isOpen && (
        <div className={styles.flows}>
          {names.map(flow => (
            <Checkbox
              key={flow.flowId}
              size="xs"
              label={flow.name}
              checked={flow.tags.includes(tag)}
              onChange={event =>
                void tagFlow(flow.flowId, event.currentTarget.checked ? [...flow.tags, tag] : flow.tags.filter(other => other !== tag))
              }
            />
          ))}
        </div>
      )}
    </li>
  );
}
