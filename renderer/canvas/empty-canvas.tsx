import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useStudio } from '../state/studio.ts';
import styles from './empty-canvas.module.css';

/** What stands on the canvas before the first step. */
export function EmptyCanvas() {
  const openPalette = useStudio(studio => studio.openPalette);
  return (
    <div className={styles.place}>
      <p className={styles.sentence}>
        A flow is a row of steps: what Sage does, what people decide, what products are asked, and the gates between.
      </p>
      <Button leftSection={<IconPlus size={16} />} onClick={() => openPalette({ how: { kind: 'free' }, at: null, screen: null })}>
        Add the first step
      </Button>
      <p className={styles.hint}>Or press N, or double-click where it should stand.</p>
    </div>
  );
}
