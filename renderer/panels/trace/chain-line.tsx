import { IconLink, IconLinkOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { chainState } from './chain-state.ts';
import styles from './trace-rows.module.css';

/** More rows than these are checked one by one, as they are opened: each takes two hashes. */
export const CHECKED_ROWS = 300;

/** Says whether rows stand in the run's chain as they were written; checked here, hash by hash. */
export function ChainLine({ rows, trace }: { rows: readonly TraceRow[]; trace: readonly TraceRow[] }) {
  const { holds, sentence } = useMemo(() => chainState(rows, trace), [rows, trace]);
  const Shape = holds ? IconLink : IconLinkOff;
  return (
    <p className={styles.chain} data-broken={!holds || undefined}>
      <Shape size={13} aria-hidden /> {sentence}
    </p>
  );
}
