import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What a place is for, in one sentence, and the one thing to do next. */
export function EmptyState({ icon, sentence, action }: { icon?: ReactNode; sentence: string; action?: ReactNode }) {
  return (
    <div className={styles.place}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <p className={styles.sentence}>{sentence}</p>
      {action}
    </div>
  );
}
