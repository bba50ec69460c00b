import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PacketId } from '../../../engine/base/ids.ts';
import type { SliceView } from '../../../engine/contract/packets.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import styles from './packets.module.css';

/** A slice too large to be edited here: its beginning, and further parts on demand. Parts out of sight are not laid out, so that many stay light. */
export function LargeSlice({ packetId, slice }: { packetId: PacketId; slice: SliceView }) {
  const readSlice = useStudio(studio => studio.readSlice);
  const [parts, setParts] = useState<readonly string[]>([slice.preview]);
  const [totalChars, setTotalChars] = useState<number | null>(null);
  const [state, setState] = useState<'rests' | 'reads' | { readonly trouble: string }>('rests');
  const shown = parts.reduce((sum, part) => sum + part.length, 0);

  const readOn = async () => {
    setState('reads');
    const read = await readSlice(packetId, slice.name, shown);
    if (typeof read === 'string') {
      setState({ trouble: read });
      return;
    }
    setParts([...parts, read.text]);
    setTotalChars(read.totalChars);
    setState('rests');
  };

  return (
    <div className={styles.large}>
      <p className={styles.note}>This slice is larger than 64 KB, so it is shown here and changed in its file.</p>
      <div className={styles.parts} tabIndex={0} role="group" aria-label={`Contents of ${slice.name}`}>
        {parts.map((part, index) => (
          <pre key={index} className={styles.part}>
            {part}
          </pre>
        ))}
      </div>
      {(totalChars === null || shown < totalChars) && (
        <div className={styles.facts}>
          <span>
            {formatCount(shown)} characters{totalChars === null ? '' : ` of ${formatCount(totalChars)}`}
          </span>
          {typeof state !== 'string' && <span className={styles.missing}>{state.trouble}</span>}
          <Button variant="default" size="compact-sm" loading={state === 'reads'} onClick={() => void readOn()}>
            Load more
          </Button>
        </div>
      )}
    </div>
  );
}
