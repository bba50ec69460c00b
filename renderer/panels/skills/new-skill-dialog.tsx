import { Button, Group, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStudio } from '../../state/studio.ts';
import styles from './skills.module.css';

/** Makes a skill of the workspace's own from a template. */
export function NewSkillDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="A new skill" size={460}>
      {isOpen && <NewSkill onClose={onClose} />}
    </Modal>
  );
}

function NewSkill({ onClose }: { onClose: () => void }) {
  const create = useStudio(studio => studio.createSkill);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'prompt' | 'coded'>('prompt');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const sentence = await create(asName(name), kind);
    setBusy(false);
    setTrouble(sentence);
    if (sentence === null) onClose();
  };
  return (
    <form
      className={styles.question}
      onSubmit={event => {
        event.preventDefault();
        void make();
      }}
    >
      <TextInput
        label="Name"
        description={asName(name) === '' ? 'A few words, such as “draft call notes”.' : `Flows call it by ${asName(name)}.`}
        data-autofocus
        value={name}
        error={trouble}
        onChange={event => {
          setName(event.currentTarget.value);
          setTrouble(null);
        }}
      />
      <SegmentedControl
        aria-label="What answers"
        value={kind}
        data={[
          { value: 'prompt', label: 'A prompt for a model' },
          { value: 'coded', label: 'Code' },
        ]}
        onChange={next => setKind(next === 'coded' ? 'coded' : 'prompt')}
      />
      <p className={styles.quiet}>
        A documented template is written into the workspace’s skills folder. Its prompt is changed here; what it takes and gives, in its
        file. Both count at once.
      </p>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isBusy} disabled={asName(name) === ''}>
          Make it
        </Button>
      </Group>
    </form>
  );
}

/** `Draft call notes` → `draft_call_notes` */
const asName = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '_')
    .replaceAll(/^[^a-z]+|[_.-]+$/g, '');
