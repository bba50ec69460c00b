import { IconShieldX } from '@tabler/icons-react';
import type { RefusedMessages } from '../../state/events-slice.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { refusedWords } from './bus-words.ts';
import styles from './events.module.css';

/** Messages that were not taken, counted by reason: who was refused sees the same sentence. */
export function RefusedList({ refused }: { refused: readonly RefusedMessages[] }) {
  const nowUs = useNowUs(true, 10_000);
  if (refused.length === 0)
    return (
      <EmptyState sentence="No message was refused. One with a wrong signature, for another organisation or of the wrong form is counted here." />
    );
  return (
    <ol className={styles.list} aria-label="Refused messages">
      {refused.map(one => (
        <li key={`${one.code} ${one.product ?? ''}`} className={styles.awaited}>
          <span className={styles.way} data-dead>
            <IconShieldX size={15} aria-hidden />
            {countOf(one.count, 'time')}
          </span>
          <span className={styles.what}>
            <span className={styles.name}>{refusedWords(one)}</span>
            <span className={styles.second}>{one.message}</span>
          </span>
          <span className={styles.when} title={`First ${formatInstant(one.firstAtUs)}, last ${formatInstant(one.lastAtUs)}`}>
            last {formatDate(one.lastAtUs, { nowUs })}
          </span>
        </li>
      ))}
    </ol>
  );
}
