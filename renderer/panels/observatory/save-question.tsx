import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { slug } from '../../../engine/base/ids.ts';
import type { ShownQuestion } from '../../../engine/contract/observatory.ts';
import type { Sheet } from '../../state/observatory-slice.ts';
import { pageTab } from '../../state/desk.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './observatory.module.css';

interface SaveProps {
  readonly name: string;
  readonly sheet: Sheet;
  readonly question: ShownQuestion | undefined;
  readonly onClose: () => void;
}

/** Saves a question among those of the workspace, under its title; a shipped one is left as it is when the title is another. */
export function SaveQuestion({ name, sheet, question, onClose }: SaveProps) {
  const saveQuestion = useStudio(studio => studio.saveQuestion);
  const openTab = useStudio(studio => studio.openTab);
  const [title, setTitle] = useState(question?.title ?? '');
  const [description, setDescription] = useState(question?.description ?? '');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isReady = title.trim() !== '' && description.trim() !== '' && sheet.sql.trim() !== '';

  const save = async (): Promise<void> => {
    setBusy(true);
    const plain = title.trim();
    const saved = question?.own === true && question.title === plain ? name : slug(plain);
    const refusal = await saveQuestion({
      name: saved,
      title: plain,
      description: description.trim(),
      parameters: { ...sheet.values },
      sql: sheet.sql,
    });
    setBusy(false);
    setTrouble(refusal);
    if (refusal !== null) return;
    onClose();
    openTab(pageTab('observatory-page', `question ${saved}`, plain));
  };

  return (
    <Modal opened onClose={onClose} title="Save the question">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (isReady && !busy) void save();
        }}
      >
        <TextInput
          label="Title"
          maxLength={60}
          value={title}
          data-autofocus
          error={trouble}
          onChange={event => {
            setTitle(event.currentTarget.value);
            setTrouble(null);
          }}
        />
        <Textarea
          label="What it answers"
          autosize
          minRows={2}
          maxLength={1000}
          value={description}
          onChange={event => setDescription(event.currentTarget.value)}
        />
        <div className={styles.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!isReady}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
