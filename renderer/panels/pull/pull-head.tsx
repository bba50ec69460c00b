import { Button, Select } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconGitMerge } from '@tabler/icons-react';
import { useState } from 'react';
import type { Flow } from '../../../engine/flow/flow.ts';
import type { Pull } from '../../state/pull-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { PullView } from './pull-view.ts';
import styles from './pull.module.css';

/** Which version is taken in, the way through the conflicts, and the button that does it. */
export function PullHead({ pull, ours, view }: { pull: Pull; ours: Flow; view: PullView }) {
  const openPull = useStudio(studio => studio.openPull);
  const applyPull = useStudio(studio => studio.applyPull);
  const difference = useStudio(studio => studio.difference);
  const differences = useStudio(studio => studio.differences);
  const move = useStudio(studio => studio.moveDifference);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { theirs, base, parent, versions, flowId } = pull;
  const at = difference === null ? -1 : differences.indexOf(difference);
  const isHere = base.versionNo === theirs.versionNo && ours.pulled?.versionHash === theirs.versionHash;
  const why = isHere
    ? `Version ${String(theirs.versionNo)} is in this flow already.`
    : view.open > 0
      ? `${countOf(view.open, 'conflict')} to settle first`
      : null;
  return (
    <header className={styles.head}>
      <IconGitMerge size={18} aria-hidden />
      <Select
        size="xs"
        aria-label="Version to pull"
        className={styles.choice ?? ''}
        data={versions.map(({ versionNo, message }) => ({
          value: String(versionNo),
          label: `Version ${String(versionNo)}${message === '' ? '' : `: ${message}`}`,
        }))}
        value={String(theirs.versionNo)}
        allowDeselect={false}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        onChange={picked => {
          if (picked !== null && picked !== String(theirs.versionNo)) openPull(flowId, Number(picked));
        }}
      />
      <p className={styles.about}>
        of “{parent.name}” into “{ours.name}”. Both were the same at{' '}
        {base.versionNo === null ? 'the draft it was forked from' : `version ${String(base.versionNo)}`}.
      </p>
      <div className={styles.ways}>
        {view.conflicts.length > 0 && (
          <>
            <span className={styles.count} role="status">
              {at === -1 ? countOf(view.conflicts.length, 'conflict') : `Conflict ${String(at + 1)} of ${String(view.conflicts.length)}`}
            </span>
            <IconButton icon={IconChevronUp} words="Previous conflict" keys="P" disabled={at <= 0} onPress={() => move(-1)} />
            <IconButton
              icon={IconChevronDown}
              words="Next conflict"
              keys="N"
              disabled={at === differences.length - 1}
              onPress={() => move(1)}
            />
          </>
        )}
        {why !== null && <span className={styles.count}>{why}</span>}
        <Button size="compact-sm" disabled={why !== null} onClick={() => void applyPull(pull).then(setTrouble)}>
          Pull version {theirs.versionNo}
        </Button>
      </div>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
    </header>
  );
}
