import { IconAlertTriangle, IconFileImport, IconHammer, IconPackage, IconPlus } from '@tabler/icons-react';
import { Button, Group } from '@mantine/core';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { PacketHead } from '../../../engine/contract/packets.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { countOf } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import rows from '../../ui/rows.module.css';
import type { Panel } from '../panel.ts';
import { useImport } from './import-file.ts';
import styles from './packets.module.css';

export const PACKETS_PANEL: Panel = { id: 'packets', title: 'Packets', icon: IconPackage, place: 'side', View: PacketsPanel };

/** The evidence of the workspace: opened by a click, brought in as files. */
function PacketsPanel() {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const importFiles = useImport();
  const newPacket = useStudio(studio => studio.newPacket);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void importFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={styles.dropPlace}
      data-over={over || undefined}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <PanelFrame
        title="Packets"
        actions={
          <>
            <IconButton icon={IconFileImport} words="Import a packet file" onPress={() => chooser.current?.click()} />
            <IconButton icon={IconPlus} words="New packet" onPress={() => void newPacket('New packet')} />
          </>
        }
      >
        <input
          ref={chooser}
          type="file"
          accept=".json,application/json"
          multiple
          hidden
          aria-label="Packet file"
          onChange={event => {
            void importFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <Packets onImport={() => chooser.current?.click()} />
      </PanelFrame>
    </div>
  );
}

function Packets({ onImport }: { onImport: () => void }) {
  const packets = useStudio(studio => studio.packets);
  const openPacket = useStudio(studio => studio.openPacket);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  const newPacket = useStudio(studio => studio.newPacket);
  const recipes = useStudio(studio => studio.recipes);
  const readRecipes = useStudio(studio => studio.readRecipes);
  useEffect(() => void readRecipes(), [readRecipes, packets]);
  const unbuilt = recipes?.filter(recipe => packets?.some(packet => packet.packetId === recipe.packetId) === false) ?? [];
  if (packets === null) return <LateSkeleton lines={4} />;
  if (packets.length === 0 && unbuilt.length === 0)
    return (
      <EmptyState
        icon={<IconPackage size={28} stroke={1.4} />}
        sentence="A packet is the evidence a run reads. Write one, or drop a packet file here."
        action={
          <Group gap="xs" justify="center">
            <Button onClick={() => void newPacket('New packet')}>New packet</Button>
            <Button variant="default" onClick={onImport}>
              Import a file
            </Button>
          </Group>
        }
      />
    );
  return (
    <ul className={rows.rows}>
      {packets.map(packet => (
        <li key={packet.packetId}>
          <button
            type="button"
            className={rows.row}
            aria-current={activeTab === `packet ${packet.packetId}`}
            onClick={() => openPacket(packet.packetId, packet.title)}
          >
            <PacketLines packet={packet} />
          </button>
        </li>
      ))}
      {unbuilt.map(recipe => (
        <li key={recipe.packetId}>
          <button
            type="button"
            className={rows.row}
            aria-current={activeTab === `packet ${recipe.packetId}`}
            onClick={() => openPacket(recipe.packetId, recipe.title)}
          >
            <span className={rows.mark}>
              <IconHammer size={16} stroke={1.6} />
            </span>
            <span className={rows.lines}>
              <span className={rows.name}>{recipe.title}</span>
              <span className={rows.second}>
                {recipe.problem === null ? <span>a recipe, not built yet</span> : <span className={rows.trouble}>{recipe.problem}</span>}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function PacketLines({ packet }: { packet: PacketHead }) {
  return (
    <>
      <span className={rows.mark}>
        {packet.problem === null ? (
          <IconPackage size={16} stroke={1.6} />
        ) : (
          <IconAlertTriangle size={16} stroke={1.8} color="var(--failed)" />
        )}
      </span>
      <span className={rows.lines}>
        <span className={rows.name} title={packet.title}>
          {packet.title}
        </span>
        <span className={rows.second}>
          {packet.problem === null ? (
            <>
              <span title={packet.sliceNames.join(', ')}>{countOf(packet.sliceNames.length, 'slice')}</span>
              <span>{formatBytes(packet.bytes)}</span>
              {packet.hasRecipe && <span>built from sources</span>}
            </>
          ) : (
            <span className={rows.trouble}>{packet.problem}</span>
          )}
        </span>
      </span>
    </>
  );
}
