import {
  IconArrowDown,
  IconArrowUp,
  IconFold,
  IconPencil,
  IconPlugConnected,
  IconPlus,
  IconTrash,
  IconArrowsVertical,
} from '@tabler/icons-react';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './flow-outline.module.css';

/** What can be done with the current line, for the mouse; each tooltip tells the key. */
export function OutlineToolbar() {
  const stepId = useStudio(studio => studio.selection.at(-1) ?? null);
  const folds = useStudio(studio => studio.foldedSteps.size > 0);
  const addRow = useStudio(studio => studio.addRow);
  const rename = useStudio(studio => studio.rename);
  const connect = useStudio(studio => studio.startConnecting);
  const moveRow = useStudio(studio => studio.moveRow);
  const removeRows = useStudio(studio => studio.removeRows);
  const foldAll = useStudio(studio => studio.foldAllRows);
  const none = stepId === null;
  return (
    <div className={styles.tools} role="toolbar" aria-label="Outline">
      <IconButton icon={IconPlus} words={none ? 'Add a step' : 'Add a step after the line'} keys="A" onPress={() => addRow('after')} />
      <IconButton icon={IconPencil} words="Write the title" keys="Enter" disabled={none} onPress={() => rename(stepId)} />
      <IconButton icon={IconPlugConnected} words="Connect to another step" keys="C" disabled={none} onPress={() => connect(stepId)} />
      <IconButton icon={IconArrowUp} words="Move the step up" keys="Alt+↑" disabled={none} onPress={() => moveRow('up')} />
      <IconButton icon={IconArrowDown} words="Move the step down" keys="Alt+↓" disabled={none} onPress={() => moveRow('down')} />
      <IconButton icon={IconTrash} words="Delete and close the gap" keys="Del" disabled={none} onPress={removeRows} />
      <span className={styles.rule} />
      <IconButton
        icon={folds ? IconArrowsVertical : IconFold}
        words={folds ? 'Unfold all branches' : 'Fold all branches'}
        onPress={() => foldAll(!folds)}
      />
    </div>
  );
}
