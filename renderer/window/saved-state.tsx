import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { neverHere } from '../../engine/base/never-here.ts';
import type { SaveState } from '../state/flow-slice.ts';
import { useStudio } from '../state/studio.ts';
import styles from './saved-state.module.css';

/** Whether the workspace has what is drawn. */
export function SavedState() {
  const save = useStudio(studio => studio.openFlow?.save ?? null);
  if (save === null) return null;
  const { icon, word, whole, isBad } = savedWords(save);
  return (
    <Tooltip label={whole}>
      <span className={styles.state} data-bad={isBad || undefined} role="status">
        {icon}
        {word}
      </span>
    </Tooltip>
  );
}

function savedWords(save: SaveState): { icon: ReactNode; word: string; whole: string; isBad: boolean } {
  switch (save.kind) {
    case 'saved':
      return { icon: <IconCheck size={14} />, word: 'Saved', whole: 'The workspace holds everything that is drawn here.', isBad: false };
    case 'edited':
    case 'saving':
      return { icon: <IconCloudUp size={14} />, word: 'Saving…', whole: 'Every change is saved by itself.', isBad: false };
    case 'not-saved':
      return { icon: <IconAlertTriangle size={14} />, word: 'Not saved', whole: save.sentence, isBad: true };
    case 'moved':
      return {
        icon: <IconAlertTriangle size={14} />,
        word: 'Not saved',
        whole: 'Another window saved this flow in the meantime.',
        isBad: true,
      };
    default:
      return neverHere(save);
  }
}
