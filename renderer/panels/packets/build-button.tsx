import { IconHammer } from '@tabler/icons-react';
import { Button, Group, List, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { sourceProblems } from './source-problems.ts';

/** Builds a packet from its sources; asks first where that would replace what somebody wrote by hand. */
export function BuildButton({ packetId, page, onBuilt }: { packetId: PacketId; page: PacketPage; onBuilt: () => void }) {
  const buildPacket = useStudio(studio => studio.buildPacket);
  const isBuilding = useStudio(studio => studio.builds[packetId]?.status === 'reads');
  const [asks, setAsks] = useState(false);
  const sources = page.history?.now.recipe?.sources ?? {};
  const isReady = Object.keys(sources).length > 0 && Object.values(sources).every(source => sourceProblems(source).length === 0);
  const byHand = [
    ...new Set([
      ...(page.packet?.editedByHand ?? []),
      ...(page.history?.now.slices ?? []).filter(slice => slice.typed !== null).map(slice => slice.name),
    ]),
  ].filter(name => name in sources);
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
        onClick={() => (byHand.length > 0 ? setAsks(true) : build(false))}
      >
        Build
      </Button>
      <Modal opened={asks} onClose={() => setAsks(false)} title="Replace what was written by hand?">
        <Text>The sources would take the place of what was changed by hand since the last build:</Text>
        <List mt="sm">
          {byHand.map(name => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" data-autofocus onClick={() => setAsks(false)}>
            Keep what is there
          </Button>
          <Button color="red" onClick={() => build(true)}>
            Replace and build
          </Button>
        </Group>
      </Modal>
    </>
  );
}
