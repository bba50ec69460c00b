import { IconPackageExport } from '@tabler/icons-react';
import { Button, Checkbox, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '../../../engine/trace/run.ts';
import { useStudio } from '../../state/studio.ts';

/** Keeps the evidence that a run read as a packet to try other drafts on. */
export function SaveRunPacket({ run }: { run: Run }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        mb="sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPackageExport size={15} />}
        onClick={() => setOpen(true)}
      >
        Save its packet as a sample
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Save this run’s packet as a sample">
        {isOpen && <Form run={run} onClose={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function Form({ run, onClose }: { run: Run; onClose: () => void }) {
  const saveRunPacket = useStudio(studio => studio.saveRunPacket);
  const contract = useStudio(studio => studio.openFlow?.flow.packet.slices ?? null);
  const [title, setTitle] = useState(`${run.flowName}, from a run`);
  const [withSensitive, setWithSensitive] = useState(false);
  const sensitive = Object.keys(run.slices).filter(name =>
    Object.entries(contract ?? {}).some(([key, slice]) => key === name && slice.sensitive),
  );
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        onClose();
        void saveRunPacket(run.runId, title.trim(), withSensitive);
      }}
    >
      <Text>It holds the evidence exactly as the run read it, so that another draft can be tried on the same.</Text>
      <TextInput
        data-autofocus
        mt="md"
        label="Name of the packet"
        maxLength={200}
        value={title}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      {sensitive.length > 0 && (
        <Checkbox
          mt="md"
          label={`Keep ${sensitive.join(', ')} too, which the flow marks sensitive`}
          checked={withSensitive}
          onChange={event => setWithSensitive(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={title.trim() === ''}>
          Save the packet
        </Button>
      </Group>
    </form>
  );
}
