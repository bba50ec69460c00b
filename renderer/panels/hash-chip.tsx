import { IconCopy } from '@tabler/icons-react';
import { useClipboard } from '@mantine/hooks';
import { shortHash, type Hash } from '../../engine/base/hash.ts';
import styles from './hash-chip.module.css';

/** Eight characters of a hash; a press copies it whole. */
export function HashChip({ hash, what }: { hash: Hash; what: string }) {
  const copied = useClipboard({ timeout: 1500 });
  return (
    <button
      type="button"
      className={styles.hash}
      title={hash}
      aria-label={`Copy the hash of the ${what}`}
      onClick={() => copied.copy(hash)}
    >
      <span className="mono">{copied.copied ? 'copied' : shortHash(hash)}</span>
      <IconCopy size={12} aria-hidden />
    </button>
  );
}
