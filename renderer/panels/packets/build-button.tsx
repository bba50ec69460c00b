import { IconHammer } from '@tabler/icons-react';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { DangerButton } from '../../ui/danger-button.tsx';
import { sourceProblems } from './source-problems.ts';

/** Builds a packet from its sources; asks first where that would replace what somebody wrote by hand. */
export function BuildButton({ packetId, page, onBuilt }: { packetId: PacketId; page: PacketPage; onBuilt: () => void }) {
  const buildPacket = useStudio(studio => studio.buildPacket);
  const isBuilding = useStudio(studio => studio.builds[packetId]?.status === 'reads');
  const [asks, setAsks] = useState(false);
  const sources = page.history?.now.recipe?.sources ?? {};
  const isReady = Object.keys(sources).length > 0 && Object.values(sources).every(source => sourceProblems(source).length === 0);
  const slices = page.history?.now.slices ?? [];
  const isByHand = ({ name, typed }: (typeof slices)[number]) =>
    typed !== null || page.packet?.manifest === null || page.packet?.editedByHand.includes(name) === true;
  const replaced = slices.filter(slice => slice.name in sources && isByHand(slice)).map(slice => slice.name);
  const leftOut = slices.filter(slice => !(slice.name in sources)).map(slice => slice.name);
  const build = (replaceEdits: boolean) => {
    setAsks(false);
    onBuilt();
    void buildPacket(packetId, { keep: true, replaceEdits });
  };
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconHammer size={15} />}
        disabled={!isReady}
        loading={isBuilding}
        title={isReady ? 'Read all sources and make the packet anew' : 'Fill in the sources first'}
        onClick={() => (replaced.length + leftOut.length > 0 ? setAsks(true) : build(false))}
      >
        Build
      </Button>
      <Modal opened={asks} onClose={() => setAsks(false)} title="Replace what was written by hand?">
        {replaced.length > 0 && <Text>The sources take the place of what was written by hand in {replaced.join(', ')}.</Text>}
        {leftOut.length > 0 && <Text>Without a source, and so no longer in the packet: {leftOut.join(', ')}.</Text>}
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" data-autofocus onClick={() => setAsks(false)}>
            Keep what is there
          </Button>
          <DangerButton onPress={() => build(true)}>Replace and build</DangerButton>
        </Group>
      </Modal>
    </>
  );
}
