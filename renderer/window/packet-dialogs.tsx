import { Button, Group, Modal, Text } from '@mantine/core';
import { useStudio } from '../state/studio.ts';

/** Asks what becomes of a packet's changes before its tab closes. */
export function PacketDialogs() {
  const leaving = useStudio(studio => studio.leaving);
  const title = useStudio(studio =>
    studio.leaving === null ? '' : (studio.packetPages[studio.leaving]?.history?.now.title ?? studio.leaving),
  );
  const settle = useStudio(studio => studio.settleLeaving);
  return (
    <Modal opened={leaving !== null} onClose={() => void settle('stay')} title={`Save “${title}” before it closes?`}>
      <Text>There are changes in this packet that are not saved.</Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="subtle" color="gray" onClick={() => void settle('stay')}>
          Go on writing
        </Button>
        <Button variant="default" onClick={() => void settle('discard')}>
          Leave them
        </Button>
        <Button data-autofocus onClick={() => void settle('save')}>
          Save and close
        </Button>
      </Group>
    </Modal>
  );
}
