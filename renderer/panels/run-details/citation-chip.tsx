import { IconEye, IconQuote } from '@tabler/icons-react';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { sliceTitle } from '../../../engine/exports/source-words.ts';
import { useStudio } from '../../state/studio.ts';
import { formatCount } from '../../ui/format-count.ts';
import { PassageText } from '../artefact/passage-pane.tsx';
import { HashChip } from '../hash-chip.tsx';
import type { CitedPassage } from './cited-passage.ts';
import styles from './json-view.module.css';

const SHOWN_CHARS = 90;

/** What is cited and where; a press opens the slice as the run saw it, with the passage marked. */
export function CitationChip({ cited }: { cited: CitedPassage }) {
  const [isOpen, setIsOpen] = useState(false);
  const { slice, quote } = cited;
  return (
    <>
      <button type="button" className={styles.citation} title="Open the slice at this passage" onClick={() => setIsOpen(true)}>
        <IconQuote size={13} aria-hidden />
        <span>
          {sliceTitle(slice)}: “{quote.length > SHOWN_CHARS ? `${quote.slice(0, SHOWN_CHARS - 1).trimEnd()}…` : quote}”
        </span>
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={sliceTitle(slice)}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close the passage' }}
      >
        <CitedText cited={cited} />
      </Modal>
    </>
  );
}

function CitedText({ cited }: { cited: CitedPassage }) {
  const isSensitive = useStudio(studio => studio.openFlow?.flow.packet.slices[cited.slice]?.sensitive === true);
  const [isShown, setShown] = useState(!isSensitive);
  return (
    <>
      <p className={styles.quiet}>
        Characters {formatCount(cited.start)} to {formatCount(cited.end)} of the slice <HashChip hash={cited.sliceHash} what="slice" />
      </p>
      {isShown ? (
        <div className={styles.passage}>
          <PassageText source={cited} />
        </div>
      ) : (
        <p>
          “{sliceTitle(cited.slice)}” is marked sensitive.{' '}
          <Button variant="default" size="compact-sm" leftSection={<IconEye size={15} />} onClick={() => setShown(true)}>
            Show the passage
          </Button>
        </p>
      )}
    </>
  );
}
