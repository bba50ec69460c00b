import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './danger-button.module.css';

/** For what cannot be taken back. */
export const DangerButton = ({ onPress, children }: { onPress: () => void; children: ReactNode }) => (
  <Button className={styles.danger ?? ''} onClick={onPress}>
    {children}
  </Button>
);
