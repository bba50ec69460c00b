import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { refWords } from '../compare/comparison-tab.ts';

/** Asks what the new flow is called that goes on from a version. */
export function ForkDialog({ from, flowName, onClose }: { from: FlowRef; flowName: string; onClose: () => void }) {
  const forkVersion = useStudio(studio => studio.forkVersion);
  const [name, setName] = useState(`${flowName} (fork)`);
  const [trouble, setTrouble] = useState<string | null>(null);
  const fork = async () => {
    if (name.trim() === '') {
      setTrouble('Give the new flow a name.');
      return;
    }
    const problem = await forkVersion(from, name.trim());
    if (problem === null) onClose();
    else setTrouble(problem);
  };
  return (
    <Modal opened onClose={onClose} title={`Fork ${refWords(from).toLowerCase()} of “${flowName}”`}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void fork();
        }}
      >
        <Text>A new flow begins where this version ends. It remembers what it came from; neither changes the other.</Text>
        <TextInput
          data-autofocus
          mt="md"
          label="Name of the new flow"
          maxLength={200}
          value={name}
          error={trouble}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Fork</Button>
        </Group>
      </form>
    </Modal>
  );
}
