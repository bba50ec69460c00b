import { useState, type ReactNode } from 'react';
import styles from './run-details.module.css';

/** A titled part of the details that folds; what stands in it is made, read and drawn only while it is open. */
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
  const [isOpen, setIsOpen] = useState(open);
  return (
    <details className={styles.section} open={isOpen} onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={styles.sectionTitle}>{title}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </summary>
      {isOpen && <div className={styles.content}>{children}</div>}
    </details>
  );
}
