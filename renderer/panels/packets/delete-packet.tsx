import { Button, Group, Modal, Text } from '@mantine/core';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { DangerButton } from '../../ui/danger-button.tsx';

/** Asks before a packet is gone for good. */
export function DeletePacket({ packetId, page, onClose }: { packetId: PacketId; page: PacketPage; onClose: () => void }) {
  const deletePacket = useStudio(studio => studio.deletePacket);
  const title = page.packet?.title ?? packetId;
  return (
    <Modal opened onClose={onClose} title={`Delete “${title}”?`}>
      <Text>
        The packet{page.recipe === null ? '' : ' and its recipe'} will be gone from this workspace, and that cannot be undone. Runs that
        read it keep their own copy of the evidence.
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep it
        </Button>
        <DangerButton
          onPress={() => {
            onClose();
            void deletePacket(packetId);
          }}
        >
          Delete the packet
        </DangerButton>
      </Group>
    </Modal>
  );
}
