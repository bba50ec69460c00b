import type { SliceView } from '../../../engine/contract/packets.ts';
import type { DraftSlice } from '../../state/packet-draft.ts';
import type { PacketPage } from '../../state/packet-page.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { HashChip } from '../hash-chip.tsx';
import styles from './packets.module.css';

interface FactsProps {
  readonly slice: DraftSlice;
  readonly kept: SliceView | undefined;
  readonly page: PacketPage;
  readonly isText: boolean;
}

/** What a slice is: its kind, size and hash, where it came from, and whether it is still what the last build made. */
export function SliceFacts({ slice, kept, page, isText }: FactsProps) {
  const nowUs = useNowUs(true, 60_000);
  const fitting = page.fit?.slices.find(one => one.name === slice.name);
  const hash = fitting?.sliceHash ?? (slice.typed === null ? kept?.contentHash : undefined);
  const isBuilt = page.packet?.manifest?.slices[slice.name] !== undefined;
  return (
    <>
      <span>{isText ? 'Text' : 'JSON'}</span>
      <span>{formatBytes(fitting?.bytes ?? kept?.bytes)}</span>
      {hash !== undefined && <HashChip hash={hash} what={`slice ${slice.name}`} />}
      {kept?.origin !== undefined && kept.origin !== null && slice.typed === null && (
        <span
          className={styles.origin}
          title={[kept.origin.source, formatInstant(kept.origin.fetchedAtUs), ...kept.origin.notes].join('\n')}
        >
          from {kept.origin.source}, {formatDate(kept.origin.fetchedAtUs, { nowUs })}, {formatBytes(kept.origin.sourceBytes)}
        </span>
      )}
      {isBuilt && (slice.typed !== null || page.packet.editedByHand.includes(slice.name)) && (
        <span className={styles.unsaved}>changed by hand since the last build</span>
      )}
    </>
  );
}
