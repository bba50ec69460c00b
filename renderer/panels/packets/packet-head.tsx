import { IconArrowBackUp, IconArrowForwardUp, IconCopy, IconDots, IconHammer, IconPencil, IconTrash } from '@tabler/icons-react';
import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import { isEdited, type PacketPage } from '../../state/packet-page.ts';
import { useStudio } from '../../state/studio.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { BuildButton } from './build-button.tsx';
import { DeletePacket } from './delete-packet.tsx';
import { HashChip } from '../hash-chip.tsx';
import { jsonProblem } from './packet-words.ts';
import styles from './packets.module.css';

export type PacketView = 'contents' | 'sources';

interface HeadProps {
  readonly packetId: PacketId;
  readonly page: PacketPage;
  readonly view: PacketView;
  readonly onView: (view: PacketView) => void;
}

/** A packet's name, what it is, and what can be done with it as a whole. */
export function PacketHead({ packetId, page, view, onView }: HeadProps) {
  const savePacket = useStudio(studio => studio.savePacket);
  const title = useRef<HTMLInputElement>(null);
  const edited = isEdited(page);
  const now = page.history?.now;
  const notJson = now?.slices.find(({ typed }) => typed?.kind === 'text' && !typed.isText && jsonProblem(typed.text) !== null);
  return (
    <header className={styles.head}>
      <div className={styles.names}>
        <h1 className={styles.name} aria-label={now?.title}>
          <NameField packetId={packetId} title={now?.title ?? ''} field={title} />
        </h1>
        <DescriptionField packetId={packetId} description={now?.description ?? ''} />
      </div>
      <div className={styles.tools}>
        <History packetId={packetId} page={page} />
        <SegmentedControl
          size="xs"
          aria-label="Part of the packet"
          data={[
            { value: 'contents', label: 'Contents' },
            { value: 'sources', label: 'Sources' },
          ]}
          value={view}
          onChange={next => onView(next === 'sources' ? 'sources' : 'contents')}
        />
        {page.history?.now.recipe !== null && <BuildButton packetId={packetId} page={page} onBuilt={() => onView('sources')} />}
        <Button
          size="sm"
          disabled={!edited || notJson !== undefined}
          title={notJson === undefined ? 'Ctrl+S' : `${notJson.name} is not JSON yet`}
          loading={page.saving}
          onClick={() => void savePacket(packetId)}
        >
          Save
        </Button>
        <MoreMenu packetId={packetId} page={page} onRename={() => title.current?.focus()} onSources={() => onView('sources')} />
      </div>
      {page.fit?.packetHash !== undefined && page.fit.packetHash !== null && (
        <p className={styles.packetHash}>
          Packet hash <HashChip hash={page.fit.packetHash} what="packet" />
        </p>
      )}
    </header>
  );
}

function NameField({ packetId, title, field }: { packetId: PacketId; title: string; field: React.RefObject<HTMLInputElement | null> }) {
  const changePacket = useStudio(studio => studio.changePacket);
  return (
    <input
      ref={field}
      className={styles.title}
      aria-label="Name of the packet"
      maxLength={200}
      value={title}
      onChange={event => {
        const next = event.currentTarget.value;
        changePacket(packetId, 'renaming the packet', draft => ({ ...draft, title: next }));
      }}
      onBlur={event => {
        if (event.currentTarget.value.trim() === '')
          changePacket(packetId, 'renaming the packet', draft => ({ ...draft, title: packetId }));
      }}
      onKeyDown={event => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function DescriptionField({ packetId, description }: { packetId: PacketId; description: string }) {
  const changePacket = useStudio(studio => studio.changePacket);
  return (
    <input
      className={styles.description}
      aria-label="What the packet is about"
      placeholder="What is this packet about?"
      maxLength={4000}
      title={description}
      value={description}
      onChange={event => {
        const next = event.currentTarget.value;
        changePacket(packetId, 'changing the description', draft => ({ ...draft, description: next }));
      }}
    />
  );
}

function History({ packetId, page }: { packetId: PacketId; page: PacketPage }) {
  const undoPacket = useStudio(studio => studio.undoPacket);
  const redoPacket = useStudio(studio => studio.redoPacket);
  const past = page.history?.done.at(-1)?.label;
  const future = page.history?.undone.at(-1)?.label;
  return (
    <div role="group" aria-label="History of the packet" className={styles.history}>
      <IconButton
        icon={IconArrowBackUp}
        words={past === undefined ? 'Nothing to undo in this packet' : `Undo ${past}`}
        keys="Ctrl+Z"
        disabled={past === undefined}
        onPress={() => undoPacket(packetId)}
      />
      <IconButton
        icon={IconArrowForwardUp}
        words={future === undefined ? 'Nothing to redo in this packet' : `Redo ${future}`}
        keys="Ctrl+Shift+Z"
        disabled={future === undefined}
        onPress={() => redoPacket(packetId)}
      />
    </div>
  );
}

function MoreMenu({
  packetId,
  page,
  onRename,
  onSources,
}: {
  packetId: PacketId;
  page: PacketPage;
  onRename: () => void;
  onSources: () => void;
}) {
  const duplicatePacket = useStudio(studio => studio.duplicatePacket);
  const revertPacket = useStudio(studio => studio.revertPacket);
  const changePacket = useStudio(studio => studio.changePacket);
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const [deletes, setDeletes] = useState(false);
  const now = page.history?.now;
  return (
    <>
      <Menu position="bottom-end" returnFocus={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon aria-label="More to do with this packet">
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => requestAnimationFrame(onRename)}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void duplicatePacket(packetId, `${now?.title ?? packetId} copy`)}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowBackUp size={15} />} disabled={!isEdited(page)} onClick={() => revertPacket(packetId)}>
            Take all changes back
          </Menu.Item>
          {now?.recipe === null && (
            <Menu.Item
              leftSection={<IconHammer size={15} />}
              onClick={() => {
                changePacket(packetId, 'adding a recipe', draft => ({ ...draft, recipe: { flow: flowId, sources: {} } }));
                onSources();
              }}
            >
              Build it from sources
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item color="var(--failed)" leftSection={<IconTrash size={15} />} onClick={() => setDeletes(true)}>
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {deletes && <DeletePacket packetId={packetId} page={page} onClose={() => setDeletes(false)} />}
    </>
  );
}
