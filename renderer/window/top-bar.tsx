import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconLayoutSidebarRight, IconMoon, IconSun } from '@tabler/icons-react';
import { RunBar } from '../panels/runs/run-bar.tsx';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { FlowName } from './flow-name.tsx';
import { PublishButton } from './publish-dialog.tsx';
import { SavedState } from './saved-state.tsx';
import styles from './top-bar.module.css';

/** The line at the head of the window: which flow, whether it is saved, and its run. */
export function TopBar() {
  return (
    <header className={styles.bar}>
      <img src="./atelier.svg" alt="" width={22} height={22} className={styles.mark} />
      <FlowName />
      <SavedState />
      <HistoryButtons />
      <PublishButton />
      <span className={styles.gap} />
      <RunBar />
      <div className={styles.history}>
        <InspectorSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const past = useStudio(studio => studio.openFlow?.history.done.at(-1)?.label);
  const future = useStudio(studio => studio.openFlow?.history.undone.at(-1)?.label);
  const hasFlow = useStudio(studio => studio.openFlow !== null);
  const undo = useStudio(studio => studio.undo);
  const redo = useStudio(studio => studio.redo);
  if (!hasFlow) return null;
  return (
    <div className={styles.history} role="group" aria-label="History">
      <IconButton
        icon={IconArrowBackUp}
        words={past === undefined ? 'Nothing to undo' : `Undo: ${past}`}
        keys="Ctrl+Z"
        disabled={past === undefined}
        onPress={undo}
      />
      <IconButton
        icon={IconArrowForwardUp}
        words={future === undefined ? 'Nothing to redo' : `Redo: ${future}`}
        keys="Ctrl+Shift+Z"
        disabled={future === undefined}
        onPress={redo}
      />
    </div>
  );
}

function InspectorSwitch() {
  const isFolded = useStudio(studio => studio.desk.inspectorFolded);
  const fold = useStudio(studio => studio.foldInspector);
  return (
    <IconButton
      icon={IconLayoutSidebarRight}
      words={isFolded ? 'Open the inspector' : 'Fold the inspector'}
      keys="Ctrl+Alt+P"
      pressed={!isFolded}
      onPress={() => fold(!isFolded)}
    />
  );
}

function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  return shown === 'light' ? (
    <IconButton icon={IconMoon} words="Dark theme" onPress={() => setColorScheme('dark')} />
  ) : (
    <IconButton icon={IconSun} words="Light theme" onPress={() => setColorScheme('light')} />
  );
}
