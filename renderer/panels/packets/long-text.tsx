import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { PacketId, SliceName } from '../../../engine/base/ids.ts';
import { PREVIEW_CHARS } from '../../../engine/contract/packets.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import styles from './packets.module.css';

/** Parts kept here at once: what lies further away is read again when one comes back to it. */
const MOST_PARTS = 12;

interface LongProps {
  readonly packetId: PacketId;
  readonly name: SliceName;
  readonly totalChars: number;
  readonly preview: string;
  readonly reveal: boolean;
}

/** A slice too long to be edited here, part by part as one scrolls: only what is in sight, and a little around it, is in the window. */
export function LongText({ packetId, name, totalChars, preview, reveal }: LongProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const count = Math.max(1, Math.ceil(totalChars / PREVIEW_CHARS));
  const { partOf, troubleOf, ask } = useParts({ packetId, name, preview, reveal });
  // What the virtualizer gives is used in this component alone, so nothing that a compiler keeps goes stale.
  // oxlint-disable-next-line hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    // A guess until a part was measured: about 110 characters a line.
    estimateSize: () => 10_500,
    overscan: 1,
    useFlushSync: false,
  });
  const seen = virtual.getVirtualItems();
  const [first, last] = [seen[0]?.index ?? 0, seen.at(-1)?.index ?? 0];
  useEffect(() => {
    for (let part = first; part <= last; part++) ask(part);
  }, [first, last, ask]);
  return (
    <div className={styles.large}>
      <p className={styles.note}>
        {formatCount(totalChars)} characters: too long to be typed in here. Scroll to read it; replace it with a file, or change it at its
        source.
      </p>
      <div ref={scroller} className={styles.parts} tabIndex={0} role="group" aria-label={`Contents of ${name}`}>
        <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {seen.map(({ index, start }) => (
            <pre
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.part}
              style={{ transform: `translateY(${start}px)` }}
            >
              {partOf(index) ?? <span className={styles.waiting}>{troubleOf(index) ?? 'Reading…'}</span>}
            </pre>
          ))}
        </div>
      </div>
    </div>
  );
}

function useParts({ packetId, name, preview, reveal }: Omit<LongProps, 'totalChars'>) {
  const readSlice = useStudio(studio => studio.readSlice);
  // In the order in which they were read; the first is here from the beginning.
  const [parts, setParts] = useState<ReadonlyMap<number, string>>(new Map([[0, preview]]));
  const [troubles, setTroubles] = useState<ReadonlyMap<number, string>>(new Map());
  const asked = useRef(new Set<number>([0]));
  const [ask] = useState(() => (part: number) => {
    if (asked.current.has(part)) return;
    asked.current.add(part);
    void readSlice(packetId, name, part * PREVIEW_CHARS, reveal).then(read => {
      if (typeof read === 'string') {
        asked.current.delete(part);
        setTroubles(known => new Map(known).set(part, read));
        return;
      }
      setParts(known => {
        const next = new Map(known).set(part, read.text);
        for (const old of next.keys()) {
          if (next.size <= MOST_PARTS) break;
          if (Math.abs(old - part) <= 3) continue;
          next.delete(old);
          asked.current.delete(old);
        }
        return next;
      });
    });
  });
  return { partOf: (part: number) => parts.get(part), troubleOf: (part: number) => troubles.get(part), ask };
}
