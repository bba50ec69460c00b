import type { Ref } from 'react';
import styles from './timeline.module.css';

export interface FilterProps {
  readonly sought: string;
  readonly fieldRef: Ref<HTMLInputElement>;
  readonly onSeek: (sought: string) => void;
  /** Back to the rows. */
  readonly onLeave: () => void;
}

/** Finds steps by words of their title, state or kind; Enter goes to the rows, Escape lets go of the words. */
export function TimelineFilter({ sought, fieldRef, onSeek, onLeave }: FilterProps) {
  return (
    <input
      ref={fieldRef}
      type="search"
      className={styles.filter}
      aria-label="Find steps of the run"
      placeholder="Find steps  /"
      value={sought}
      onChange={event => onSeek(event.target.value)}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        if (event.key === 'Escape') onSeek('');
        onLeave();
      }}
    />
  );
}
