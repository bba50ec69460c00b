import { IconChevronDown, IconChevronUp, IconEye, IconX } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { shortHash } from '../../../engine/base/hash.ts';
import type { DocumentSource } from '../../../engine/exports/artefact-document.ts';
import { sliceTitle } from '../../../engine/exports/source-words.ts';
import type { SliceWindow } from '../../state/artefact-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { joinWindows, passageIn, startBefore, windowStart } from './passage.ts';
import styles from './artefact.module.css';

type Cited = Pick<DocumentSource, 'slice' | 'sliceHash' | 'start' | 'end' | 'quote'>;

interface PaneProps {
  readonly source: DocumentSource;
  readonly onClose: () => void;
  /** Null at the first and the last source. */
  readonly onBefore: (() => void) | null;
  readonly onNext: (() => void) | null;
}

/** The evidence of one citation: the slice as the run saw it, with the passage marked and in view. */
export function PassagePane({ source, onClose, onBefore, onNext }: PaneProps) {
  // Shown for as long as this pane stands, and asked for anew the next time.
  const [isShown, setShown] = useState(!source.isSensitive);
  const pane = useRef<HTMLElement>(null);
  const { number, slice, start, end, sliceHash } = source;
  return (
    <aside ref={pane} className={styles.pane} aria-label={`Source of citation ${number}`}>
      <header className={styles.paneHead}>
        <span className={styles.paneNumber}>{number}</span>
        <h2 className={styles.paneTitle} title={slice}>
          {sliceTitle(slice)}
        </h2>
        <IconButton icon={IconChevronUp} words="Source before" disabled={onBefore === null} onPress={() => onBefore?.()} />
        <IconButton icon={IconChevronDown} words="Next source" disabled={onNext === null} onPress={() => onNext?.()} />
        <IconButton icon={IconX} words="Close the source" keys="Esc" onPress={onClose} />
      </header>
      <p className={styles.paneFacts}>
        Characters {formatCount(start)} to {formatCount(end)} of the slice{' '}
        <code className="mono" title={sliceHash}>
          {shortHash(sliceHash)}
        </code>
      </p>
      {isShown ? (
        <PassageText source={source} />
      ) : (
        <div className={styles.masked}>
          <p>“{sliceTitle(slice)}” is marked sensitive. What it says is shown only while you look at this source.</p>
          <Button variant="default" leftSection={<IconEye size={15} />} onClick={() => setShown(true)}>
            Show the passage
          </Button>
        </div>
      )}
    </aside>
  );
}

/** A slice as the run saw it, with the passage that is cited marked and in view. */
export function PassageText({ source }: { source: Cited }) {
  const readSliceWindow = useStudio(studio => studio.readSliceWindow);
  const [read, setRead] = useState<SliceWindow | string | null>(null);
  const { slice, sliceHash, start } = source;
  const load = useCallback(() => readSliceWindow(sliceHash, windowStart(start)).then(setRead), [readSliceWindow, sliceHash, start]);
  useEffect(() => void load(), [load]);
  const readMore = async (offset: number) => {
    const more = await readSliceWindow(sliceHash, offset);
    setRead(known => (typeof more === 'string' || typeof known === 'string' || known === null ? known : joinWindows(known, more)));
  };
  return (
    <div className={styles.paneText} tabIndex={0} role="group" aria-label={`Text of ${slice}`}>
      {read === null ? (
        <LateSkeleton lines={8} />
      ) : typeof read === 'string' ? (
        <Trouble sentence={read} onAgain={() => void load()} />
      ) : (
        <Passage window={read} source={source} onReadMore={offset => void readMore(offset)} />
      )}
    </div>
  );
}

function Passage({ window, source, onReadMore }: { window: SliceWindow; source: Cited; onReadMore: (offset: number) => void }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: newer browsers give a promise here, and a promise is no clean-up.
    mark.current?.scrollIntoView({ block: 'center' });
  }, []);
  const passage = passageIn(window, source);
  if (passage === null) return <Trouble sentence="The passage lies outside of the slice: this citation is broken." />;
  return (
    <>
      {passage.quote !== source.quote && (
        <p className={styles.trouble} role="alert">
          The slice does not read here what the citation quotes: “{source.quote}”.
        </p>
      )}
      {passage.cutBefore && <More words="Show what stands before" onPress={() => onReadMore(startBefore(window.offset))} />}
      {passage.before}
      <mark ref={mark} className={styles.passage}>
        {passage.quote}
      </mark>
      {passage.after}
      {passage.cutAfter && <More words="Show what follows" onPress={() => onReadMore(window.offset + window.text.length)} />}
    </>
  );
}

const More = ({ words, onPress }: { words: string; onPress: () => void }) => (
  <Button variant="default" size="compact-sm" className={styles.more ?? ''} onClick={onPress}>
    {words}
  </Button>
);

const Trouble = ({ sentence, onAgain }: { sentence: string; onAgain?: () => void }) => (
  <p className={styles.trouble} role="alert">
    {sentence}{' '}
    {onAgain !== undefined && (
      <Button variant="default" size="compact-sm" onClick={onAgain}>
        Try again
      </Button>
    )}
  </p>
);
