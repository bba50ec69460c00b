import { IconAlertTriangle, IconEyeOff } from '@tabler/icons-react';
import type { PacketId, SliceName } from '../../../engine/base/ids.ts';
import type { DraftSlice } from '../../state/packet-draft.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { NewSlice } from './new-slice.tsx';
import { problemsOf } from './packet-words.ts';
import styles from './packets.module.css';

interface ListProps {
  readonly packetId: PacketId;
  readonly page: PacketPage;
  readonly openName: SliceName;
  readonly onOpen: (name: SliceName) => void;
}

/** The slices as tabs, one under the other, each with what there is to know of it at a glance. */
export function SliceList({ packetId, page, openName, onOpen }: ListProps) {
  const slices = page.history?.now.slices ?? [];
  const step = (from: number, by: number) => {
    const next = slices[(from + by + slices.length) % slices.length];
    if (next !== undefined) onOpen(next.name);
  };
  return (
    <div className={styles.side}>
      <div className={styles.tabs} role="tablist" aria-label="Slices" aria-orientation="vertical">
        {slices.map((slice, index) => (
          <SliceTab
            key={slice.name}
            slice={slice}
            page={page}
            isOpen={slice.name === openName}
            onOpen={() => onOpen(slice.name)}
            onStep={by => step(index, by)}
          />
        ))}
      </div>
      <NewSlice packetId={packetId} page={page} onMade={onOpen} />
    </div>
  );
}

interface TabProps {
  readonly slice: DraftSlice;
  readonly page: PacketPage;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

function SliceTab({ slice, page, isOpen, onOpen, onStep }: TabProps) {
  const { name, typed, keptAs } = slice;
  const kept = page.packet?.slices.find(one => one.name === keptAs);
  const fitting = page.fit?.slices.find(one => one.name === name);
  const isTroubled = problemsOf(page.fit, name).length > 0 || name in page.troubles;
  const isNew = keptAs === null;
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isOpen}
      tabIndex={isOpen ? 0 : -1}
      className={styles.tab}
      onClick={onOpen}
      onKeyDown={event => {
        if (event.key === 'ArrowDown') onStep(1);
        if (event.key === 'ArrowUp') onStep(-1);
      }}
      ref={button => {
        // Focus follows the arrow keys: they only ever move while a tab has it.
        if (
          isOpen &&
          document.activeElement?.getAttribute('role') === 'tab' &&
          document.activeElement.parentElement === button?.parentElement
        )
          button.focus();
      }}
    >
      <span className={styles.tabName}>{name}</span>
      {isTroubled && <IconAlertTriangle size={14} color="var(--failed)" aria-label="has problems" />}
      {kept?.sensitive === true && <IconEyeOff size={14} aria-label="sensitive" />}
      {isNew || typed !== null || keptAs !== name ? (
        <span className={styles.unsaved}>{isNew ? 'new' : 'edited'}</span>
      ) : (
        page.packet?.editedByHand.includes(name) === true && <span className={styles.unsaved}>by hand</span>
      )}
      <span className={styles.size}>{formatBytes(fitting?.bytes ?? kept?.bytes)}</span>
    </button>
  );
}
