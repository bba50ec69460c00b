import { IconMoon, IconSun } from '@tabler/icons-react';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { RunBar } from '../panels/runs/run-bar.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './top-bar.module.css';

/** The line at the head of the window. */
export function TopBar() {
  return (
    <header className={styles.bar}>
      <img src="./atelier.svg" alt="" width={22} height={22} className={styles.mark} />
      <span className={styles.gap} />
      <RunBar />
      <ThemeSwitch />
    </header>
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
