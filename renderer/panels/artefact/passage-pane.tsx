import { IconX } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { shortHash } from '../../../engine/base/hash.ts';
import type { SliceWindow } from '../../state/artefact-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { passageIn, windowStart } from './passage.ts';
import type { ArtefactCitation } from './synthesis-output.ts';
import styles from './artefact.module.css';

/** The evidence of one citation: the slice as the run saw it, with the passage marked and in view. */
export function PassagePane({ citation, onClose }: { citation: ArtefactCitation; onClose: () => void }) {
  const readSliceWindow = useStudio(studio => studio.readSliceWindow);
  const [read, setRead] = useState<SliceWindow | string | null>(null);
  const load = useCallback(
    () => readSliceWindow(citation.sliceHash, windowStart(citation.start)).then(setRead),
    [readSliceWindow, citation.sliceHash, citation.start],
  );
  useEffect(() => void load(), [load]);
  return (
    <aside className={styles.pane} aria-label={`Source of citation ${citation.number}`}>
      <header className={styles.paneHead}>
        <span className={styles.paneNumber}>{citation.number}</span>
        <h2 className={styles.paneTitle}>{citation.slice}</h2>
        <IconButton icon={IconX} words="Close the source" onPress={onClose} />
      </header>
      <p className={styles.paneFacts}>
        Characters {formatCount(citation.start)} to {formatCount(citation.end)} of the slice{' '}
        <code className="mono" title={citation.sliceHash}>
          {shortHash(citation.sliceHash)}
        </code>
      </p>
      <div className={styles.paneText} tabIndex={0} role="group" aria-label={`Text of ${citation.slice}`}>
        {read === null ? (
          <LateSkeleton lines={8} />
        ) : typeof read === 'string' ? (
          <Trouble sentence={read} onAgain={() => void load()} />
        ) : (
          <Passage window={read} citation={citation} />
        )}
      </div>
    </aside>
  );
}

function Passage({ window, citation }: { window: SliceWindow; citation: ArtefactCitation }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: newer browsers give a promise here, and a promise is no clean-up.
    mark.current?.scrollIntoView({ block: 'center' });
  }, []);
  const passage = passageIn(window, citation);
  if (passage === null) return <Trouble sentence="The passage lies outside of the slice: this citation is broken." />;
  return (
    <>
      {passage.quote !== citation.quote && (
        <p className={styles.trouble} role="alert">
          The slice does not read here what the citation quotes: “{citation.quote}”.
        </p>
      )}
      {passage.cutBefore && '… '}
      {passage.before}
      <mark ref={mark} className={styles.passage}>
        {passage.quote}
      </mark>
      {passage.after}
      {passage.cutAfter && ' …'}
    </>
  );
}

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
