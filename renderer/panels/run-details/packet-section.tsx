import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Hash } from '../../../engine/base/hash.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useRead } from '../../bridge/use-read.ts';
import { Section } from './section.tsx';
import styles from './run-details.module.css';

/** The packet as the run saw it, slice by slice: whatever was changed in it since. Each is read when a person asks to see it. */
export function PacketSection({ run }: { run: Run }) {
  const slices = Object.entries<Hash>(run.slices);
  return (
    <Section title="Packet, as the run saw it" note={countOf(slices.length, 'slice')}>
      {slices.map(([name, hash]) => (
        <SliceAtRun key={hash} name={name} hash={hash} />
      ))}
    </Section>
  );
}

function SliceAtRun({ name, hash }: { name: string; hash: Hash }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.change}>
      <p className={styles.changeName}>
        <span className="mono">{name}</span>{' '}
        <Button variant="default" size="compact-xs" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide it' : 'Show it'}
        </Button>
      </p>
      {isOpen && <SliceText hash={hash} />}
    </div>
  );
}

function SliceText({ hash }: { hash: Hash }) {
  const readSliceWindow = useStudio(studio => studio.readSliceWindow);
  const read = useRead(useCallback(() => readSliceWindow(hash, 0), [readSliceWindow, hash]));
  if (read.kind === 'under-way') return <LateSkeleton lines={3} />;
  if (read.kind === 'trouble') return <p className={styles.trouble}>{read.sentence}</p>;
  if (typeof read.value === 'string') return <p className={styles.trouble}>{read.value}</p>;
  const { text, totalChars } = read.value;
  return (
    <>
      <pre className={styles.slice} tabIndex={0}>
        {text}
      </pre>
      {text.length < totalChars && (
        <p className={styles.quiet}>
          The first {countOf(text.length, 'character')} of {countOf(totalChars, 'character')}.
        </p>
      )}
    </>
  );
}
