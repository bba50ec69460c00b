import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ShownMemory } from '../../../engine/contract/memory.ts';
import { MAX_MEMORY_CHARS } from '../../../engine/memory/memory.ts';
import { useStudio } from '../../state/studio.ts';
import styles from './memory.module.css';

interface ChangeProps {
  readonly how: 'correct' | 'retire';
  readonly newest: ShownMemory;
  readonly onClose: () => void;
}

/** Asks for the right words and the reason, or confirms that a memory is to be read no more. What was typed stays until it was taken. */
export function ChangeMemory({ how, newest, onClose }: ChangeProps) {
  const correct = useStudio(studio => studio.correctMemory);
  const retire = useStudio(studio => studio.retireMemory);
  const [text, setText] = useState(newest.text);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isReady = reason.trim() !== '' && (how === 'retire' || text.trim() !== '');

  const send = async (): Promise<void> => {
    setBusy(true);
    const refusal = how === 'correct' ? await correct(newest, text, reason) : await retire(newest, reason);
    setBusy(false);
    setTrouble(refusal);
    if (refusal === null) onClose();
  };

  return (
    <Modal opened onClose={onClose} title={how === 'correct' ? `Correct “${newest.topic}”` : `Retire “${newest.topic}”?`} size="lg">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (isReady && !busy) void send();
        }}
      >
        {how === 'correct' ? (
          <Textarea
            label="What is right"
            description="It becomes a new version. Steps that read this memory work anew."
            autosize
            minRows={3}
            maxRows={14}
            maxLength={MAX_MEMORY_CHARS}
            value={text}
            data-autofocus
            onChange={event => setText(event.currentTarget.value)}
          />
        ) : (
          <p className={styles.ask}>
            No step reads it from then on. Its versions stay in the history, and correcting it takes it up again.
          </p>
        )}
        <TextInput
          label="Why"
          description="Stands in the history beside your name."
          maxLength={500}
          value={reason}
          error={trouble}
          {...(how === 'retire' ? { 'data-autofocus': true } : {})}
          onChange={event => {
            setReason(event.currentTarget.value);
            setTrouble(null);
          }}
        />
        <div className={styles.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!isReady} {...(how === 'retire' ? { color: 'red' } : {})}>
            {how === 'correct' ? 'Save as a new version' : 'Retire'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
