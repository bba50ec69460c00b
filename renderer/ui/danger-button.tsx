import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './danger-button.module.css';

/** For what cannot be taken back. */
export const DangerButton = ({ onPress, disabled = false, children }: { onPress: () => void; disabled?: boolean; children: ReactNode }) => (
  <Button className={styles.danger ?? ''} disabled={disabled} onClick={onPress}>
    {children}
  </Button>
);
