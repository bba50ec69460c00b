import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Hash } from '../../../engine/base/hash.ts';
import type { Json } from '../../../engine/base/json.ts';
import type { ValueRef } from '../../../engine/base/value-ref.ts';
import { useStudio } from '../../state/studio.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { JsonView } from './json-view.tsx';
import styles from './run-details.module.css';

/** Readable as a tree up to this many characters; longer ones are shown as text, part by part. */
const READABLE_CHARS = 400_000;

/**
 * A value by its reference: at once when it is small, else read from the workspace, the first part of it and more on demand. One that may hold a sensitive
 * slice is read only when a person asks to see it.
 */
export function ValueView({ of }: { of: ValueRef }) {
  const [asked, setAsked] = useState<Hash | null>(null);
  if (of.value !== undefined) return <JsonView value={of.value} />;
  if (of.masked !== true || asked === of.hash) return <FarValue hash={of.hash} bytes={of.bytes} />;
  return (
    <p className={styles.masked}>
      Masked: it repeats a slice that the flow marks as sensitive.{' '}
      <Button variant="default" size="compact-sm" onClick={() => setAsked(of.hash)}>
        Show it
      </Button>
    </p>
  );
}

function FarValue({ hash, bytes }: { hash: Hash; bytes: number }) {
  const read = useStudio(studio => studio.values[hash]);
  const readValue = useStudio(studio => studio.readValue);
  const untouched = read === undefined;
  useEffect(() => {
    if (untouched) void readValue(hash);
  }, [untouched, hash, readValue]);

  if (read === undefined || (read.totalChars === null && read.trouble === null)) return <LateSkeleton lines={3} />;
  if (read.totalChars === null) return <Trouble sentence={read.trouble ?? ''} onAgain={() => void readValue(hash)} />;
  const whole = read.text.length >= read.totalChars;
  if (whole && read.text.length <= READABLE_CHARS) {
    const value = parsed(read.text);
    if (value !== undefined) return <JsonView value={value} />;
  }
  return (
    <>
      <pre className={styles.raw}>{read.text}</pre>
      {!whole && (
        <div className={styles.more}>
          <span>
            {formatBytes(read.text.length)} of {formatBytes(bytes)}
          </span>
          <Button variant="default" size="compact-sm" loading={read.reading} onClick={() => void readValue(hash)}>
            Show more
          </Button>
        </div>
      )}
      {read.trouble !== null && <Trouble sentence={read.trouble} onAgain={() => void readValue(hash)} />}
    </>
  );
}

const Trouble = ({ sentence, onAgain }: { sentence: string; onAgain: () => void }) => (
  <p className={styles.trouble} role="alert">
    {sentence}{' '}
    <Button variant="default" size="compact-sm" onClick={onAgain}>
      Try again
    </Button>
  </p>
);

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // true: what JSON.parse gives is JSON
  } catch {
    return undefined;
  }
}
