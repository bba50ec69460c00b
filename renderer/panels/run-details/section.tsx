import type { ReactNode } from 'react';
import styles from './run-details.module.css';

/** A titled part of the details that folds; what stands in it is drawn only while it is open. */
export function Section({
  title,
  note,
  open = false,
  children,
}: {
  title: string;
  note?: string | undefined;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={styles.section} open={open}>
      <summary className={styles.summary}>
        <span className={styles.sectionTitle}>{title}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
