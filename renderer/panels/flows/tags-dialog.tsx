import { Button, Group, Modal, TagsInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { FlowHead } from '../../../engine/contract/flows.ts';
import { MOST_TAGS } from '../../../engine/flow/flow-tag.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './tags.module.css';
import { tagCounts } from './tag-counts.ts';

/** Asks for the tags of one flow; those that other flows have are offered. */
export function TagsDialog() {
  const dialog = useStudio(studio => (studio.libraryDialog?.kind === 'tags' ? studio.libraryDialog : null));
  const flow = useStudio(studio => studio.flows?.find(({ flowId }) => flowId === dialog?.flowId));
  const show = useStudio(studio => studio.showLibraryDialog);
  return (
    <Modal opened={dialog !== null && flow !== undefined} onClose={() => show(null)} title={`Tags of “${flow?.name ?? ''}”`} size={440}>
      {flow !== undefined && <Tags key={flow.flowId} flow={flow} onDone={() => show(null)} />}
    </Modal>
  );
}

/** More are found by typing. */
const MOST_OFFERED = 30;

function Tags({ flow, onDone }: { flow: FlowHead; onDone: () => void }) {
  const flows = useStudio(studio => studio.flows);
  const tagFlow = useStudio(studio => studio.tagFlow);
  const show = useStudio(studio => studio.showLibraryDialog);
  const [tags, setTags] = useState<readonly string[]>(flow.tags);
  const [typed, setTyped] = useState('');
  const known = tagCounts(flows ?? []).map(({ tag }) => tag);
  const fits = (tag: string) => !tags.includes(tag) && tag.toLowerCase().includes(typed.trim().toLowerCase());
  const others = known.filter(fits).slice(0, MOST_OFFERED);
  const keep = () => {
    // What stands in the field without an Enter was meant as well.
    const last = typed.trim();
    void tagFlow(flow.flowId, last === '' ? tags : [...tags, last]);
    onDone();
  };
  return (
    <>
      <TagsInput
        label="Tags"
        description="Flows are found again by these. Press Enter after each."
        data-autofocus
        value={[...tags]}
        maxTags={MOST_TAGS}
        maxLength={40}
        searchValue={typed}
        onSearchChange={setTyped}
        isDuplicate={(value, now) => now.some(tag => tag.toLowerCase() === value.trim().toLowerCase())}
        onChange={next => setTags(next.map(tag => tag.trim()).filter(tag => tag !== ''))}
        clearButtonProps={{ 'aria-label': 'Take all tags off' }}
      />
      {others.length > 0 && (
        <div className={styles.offered} role="group" aria-label="Tags of other flows">
          {others.map(tag => (
            <button key={tag} type="button" className={styles.choice} onClick={() => setTags([...tags, tag])}>
              <IconPlus size={12} aria-hidden />
              <span className={styles.word}>{tag}</span>
            </button>
          ))}
        </div>
      )}
      <Group justify="space-between" mt="lg" gap="sm">
        <Button variant="subtle" color="gray" disabled={known.length === 0} onClick={() => show({ kind: 'all-tags' })}>
          All tags…
        </Button>
        <Group gap="sm">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button onClick={keep}>Keep the tags</Button>
        </Group>
      </Group>
    </>
  );
}
