import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStudio } from '../../state/studio.ts';

/** Asks for the name of a new flow. */
export function NewFlowDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const createFlow = useStudio(studio => studio.createFlow);
  const [name, setName] = useState('');
  const create = () => {
    if (name.trim() === '') return;
    void createFlow(name.trim());
    setName('');
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="New flow" size={400}>
      <TextInput
        label="Name"
        data-autofocus
        placeholder="Welcome a new client"
        maxLength={200}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') create();
        }}
      />
      <Text size="xs" c="dimmed" mt="xs">
        What the playbook does, in a few words. It can be changed later.
      </Text>
      <Button fullWidth mt="lg" disabled={name.trim() === ''} onClick={create}>
        Make the flow
      </Button>
    </Modal>
  );
}
