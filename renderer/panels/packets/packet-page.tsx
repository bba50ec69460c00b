import { IconAlertTriangle, IconHammer, IconPackage } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { PacketId, type SliceName } from '../../../engine/base/ids.ts';
import { takesText } from '../../commands/keys.ts';
import type { PacketPage as Page } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import type { Panel } from '../panel.ts';
import { NewSlice } from './new-slice.tsx';
import { PacketHead, type PacketView } from './packet-head.tsx';
import { PacketNotices } from './packet-notices.tsx';
import { SliceList } from './slice-list.tsx';
import { SlicePanel } from './slice-panel.tsx';
import { SourcesView } from './sources-view.tsx';
import styles from './packets.module.css';

export const PACKET_PAGE: Panel = { id: 'packet', title: 'Packet', icon: IconPackage, place: 'page', View: PacketPage };

/** One packet in a tab of the centre: its slices side by side, each with what it holds and how it fits the open flow; and where they come from. */
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
  if (page === undefined || page.packet === null || page.history === null) {
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
  return <OpenPage packetId={packetId} page={page} />;
}

function OpenPage({ packetId, page }: { packetId: PacketId; page: Page }) {
  const undoPacket = useStudio(studio => studio.undoPacket);
  const redoPacket = useStudio(studio => studio.redoPacket);
  const savePacket = useStudio(studio => studio.savePacket);
  const [picked, setPicked] = useState<SliceName | null>(null);
  const slices = page.history?.now.slices ?? [];
  // A packet that only has a recipe yet begins with where it comes from.
  const [view, setView] = useState<PacketView>(slices.length === 0 && page.recipe !== null ? 'sources' : 'contents');
  const slice = slices.find(one => one.name === picked) ?? slices[0];
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    // Texts have their own undo while one types in them.
    const inText = event.target instanceof Element && takesText(event.target);
    if (key === 's' && !event.shiftKey) void savePacket(packetId);
    else if (!inText && key === 'z') (event.shiftKey ? redoPacket : undoPacket)(packetId);
    else if (!inText && key === 'y') redoPacket(packetId);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles.page} aria-label={page.history?.now.title} onKeyDown={onKeyDown}>
      <PacketHead packetId={packetId} page={page} view={view} onView={setView} />
      <PacketNotices packetId={packetId} page={page} />
      {view === 'sources' ? (
        <SourcesView packetId={packetId} page={page} />
      ) : page.packet?.revision === '' ? (
        <EmptyState
          icon={<IconHammer size={28} stroke={1.4} />}
          sentence="This packet has a recipe and was not built yet. Build it, and what its sources gave stands here."
        />
      ) : slice === undefined ? (
        <EmptyState
          icon={<IconPackage size={28} stroke={1.4} />}
          sentence="This packet holds nothing yet. Add a slice and write or drop its text, or say under Sources where it comes from."
          action={<NewSlice packetId={packetId} page={page} onMade={setPicked} />}
        />
      ) : (
        <div className={styles.columns}>
          <SliceList packetId={packetId} page={page} openName={slice.name} onOpen={setPicked} />
          <SlicePanel key={slice.name} packetId={packetId} slice={slice} page={page} onRenamed={setPicked} />
        </div>
      )}
    </section>
  );
}
