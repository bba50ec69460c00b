import { IconAlertTriangle, IconCircleCheck, IconCopy, IconPackage } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { PacketId } from '../../../engine/base/ids.ts';
import type { OpenPacket } from '../../../engine/contract/packets.ts';
import { editedSlices, type PacketPage as Page } from '../../state/packet-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { fitSentence, problemsOf, problemSentence } from './packet-words.ts';
import { SliceEditor } from './slice-editor.tsx';
import styles from './packets.module.css';

export const PACKET_PAGE: Panel = { id: 'packet', title: 'Packet', icon: IconPackage, place: 'page', View: PacketPage };

/** One packet in a tab of the centre: its slices side by side, each with what it holds and how it fits the open flow. */
function PacketPage({ subject }: { subject: string }) {
  const id = PacketId.safeParse(subject);
  return id.success ? <PacketOf packetId={id.data} /> : <EmptyState sentence="This packet is not in the workspace." />;
}

function PacketOf({ packetId }: { packetId: PacketId }) {
  const page = useStudio(studio => studio.packetPages[packetId]);
  const readPacket = useStudio(studio => studio.readPacket);
  const listed = useStudio(studio => studio.packets);
  const flow = useStudio(studio => studio.openFlow?.flow.packet ?? null);
  const fitPacket = useStudio(studio => studio.fitPacket);
  // Read when opened, and again when the workspace tells that its packets changed.
  useEffect(() => void readPacket(packetId), [readPacket, packetId, listed]);
  useEffect(() => void fitPacket(packetId), [fitPacket, packetId, flow]);
  if (page === undefined || page.packet === null) {
    if (page === undefined || page.trouble === null) return <LateSkeleton lines={6} />;
    return (
      <EmptyState
        icon={<IconAlertTriangle size={28} stroke={1.4} />}
        sentence={page.trouble}
        action={
          <Button variant="default" onClick={() => void readPacket(packetId)}>
            Read it again
          </Button>
        }
      />
    );
  }
  return <OpenPage packet={page.packet} page={page} />;
}

function OpenPage({ packet, page }: { packet: OpenPacket; page: Page }) {
  const duplicatePacket = useStudio(studio => studio.duplicatePacket);
  const flowName = useStudio(studio => studio.openFlow?.flow.name ?? null);
  const [picked, setPicked] = useState<string | null>(null);
  const slice = packet.slices.find(one => one.name === picked) ?? packet.slices[0];
  const edited = editedSlices(page);
  return (
    <section className={styles.page} aria-label={packet.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{packet.title}</h1>
        <IconButton
          icon={IconCopy}
          words="Duplicate this packet"
          onPress={() => void duplicatePacket(packet.packetId, `${packet.title} copy`)}
        />
      </header>
      {packet.description !== '' && <p className={styles.description}>{packet.description}</p>}
      {page.fit !== null && flowName !== null && (
        <p className={styles.fit} data-fits={page.fit.problems.length === 0}>
          {page.fit.problems.length === 0 ? <IconCircleCheck size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />}
          {fitSentence(page.fit, flowName)} {problemsOf(page.fit, null).map(problemSentence).join(' ')}
        </p>
      )}
      {slice === undefined ? (
        <EmptyState sentence="This packet holds no slices." />
      ) : (
        <div className={styles.columns}>
          <SliceTabs packet={packet} page={page} openName={slice.name} edited={edited} onOpen={setPicked} />
          <SliceEditor key={slice.name} packetId={packet.packetId} slice={slice} page={page} />
        </div>
      )}
    </section>
  );
}

interface TabsProps {
  readonly packet: OpenPacket;
  readonly page: Page;
  readonly openName: string;
  readonly edited: readonly string[];
  readonly onOpen: (name: string) => void;
}

function SliceTabs({ packet, page, openName, edited, onOpen }: TabsProps) {
  const missing = page.fit?.problems.filter(({ slice }) => slice !== null && !packet.slices.some(one => one.name === slice)) ?? [];
  return (
    <div className={styles.tabs} role="tablist" aria-label="Slices" aria-orientation="vertical">
      {packet.slices.map((slice, index) => {
        const troubled = problemsOf(page.fit, slice.name).length > 0 || slice.name in page.troubles;
        const open = slice.name === openName;
        const step = (by: number) => {
          const next = packet.slices[(index + by + packet.slices.length) % packet.slices.length];
          if (next !== undefined) onOpen(next.name);
        };
        return (
          <button
            key={slice.name}
            type="button"
            role="tab"
            aria-selected={open}
            tabIndex={open ? 0 : -1}
            className={styles.tab}
            onClick={() => onOpen(slice.name)}
            onKeyDown={event => {
              if (event.key === 'ArrowDown') step(1);
              if (event.key === 'ArrowUp') step(-1);
            }}
            ref={button => {
              // Focus follows the arrow keys: they only ever move while a tab has it.
              if (
                open &&
                document.activeElement?.getAttribute('role') === 'tab' &&
                document.activeElement.parentElement === button?.parentElement
              )
                button.focus();
            }}
          >
            <span className={styles.tabName}>{slice.name}</span>
            {edited.includes(slice.name) && <span className={styles.unsaved}>edited</span>}
            {troubled && <IconAlertTriangle size={14} color="var(--failed)" aria-label="has problems" />}
            <span className={styles.size}>{formatBytes(slice.bytes)}</span>
          </button>
        );
      })}
      {missing.map(({ slice, message }) => (
        <p key={`${slice ?? ''} ${message}`} className={styles.missing}>
          <IconAlertTriangle size={14} aria-hidden /> {slice}: {message}
        </p>
      ))}
    </div>
  );
}
