import { Button, Switch } from '@mantine/core';
import { IconArrowsExchange, IconChevronDown, IconChevronUp, IconDownload, IconLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Comparison } from '../../../engine/contract/comparison-address.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './compare.module.css';

interface CompareHeadProps {
  readonly comparison: Comparison;
  /** The two sides, each to be chosen anew. */
  readonly a: ReactNode;
  readonly b: ReactNode;
  /** What of them is compared, where there is a choice. */
  readonly what?: ReactNode;
  /** Absent where nothing is the same and left out. */
  readonly hasSwitch?: boolean;
  readonly onExport?: (() => void) | undefined;
}

/** What stands side by side, and the way through the differences. */
export function CompareHead({ comparison, a, b, what, hasSwitch = true, onExport }: CompareHeadProps) {
  const differences = useStudio(studio => studio.differences);
  const difference = useStudio(studio => studio.difference);
  const only = useStudio(studio => studio.onlyDifferences);
  const setOnly = useStudio(studio => studio.setOnlyDifferences);
  const move = useStudio(studio => studio.moveDifference);
  const swap = useStudio(studio => studio.swapSides);
  const copyAddress = useStudio(studio => studio.copyComparisonAddress);
  const at = difference === null ? -1 : differences.indexOf(difference);
  return (
    <header className={styles.head}>
      <div className={styles.sides}>
        <span className={styles.side}>
          <b aria-hidden>A</b> {a}
        </span>
        <IconButton icon={IconArrowsExchange} words="Swap sides" keys="X" onPress={swap} />
        <span className={styles.side}>
          <b aria-hidden>B</b> {b}
        </span>
      </div>
      {what}
      <div className={styles.ways}>
        {hasSwitch && <Switch size="xs" label="Only differences" checked={only} onChange={event => setOnly(event.currentTarget.checked)} />}
        <span className={styles.count} role="status">
          {differences.length === 0
            ? 'No differences'
            : at === -1
              ? countOf(differences.length, 'difference')
              : `Difference ${String(at + 1)} of ${String(differences.length)}`}
        </span>
        <IconButton icon={IconChevronUp} words="Previous difference" keys="P" disabled={at <= 0} onPress={() => move(-1)} />
        <IconButton
          icon={IconChevronDown}
          words="Next difference"
          keys="N"
          disabled={differences.length === 0 || at === differences.length - 1}
          onPress={() => move(1)}
        />
        <IconButton icon={IconLink} words="Copy the address of this comparison" onPress={() => void copyAddress(comparison)} />
        {onExport !== undefined && (
          <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />} onClick={onExport}>
            Export
          </Button>
        )}
      </div>
    </header>
  );
}
