import { Select } from '@mantine/core';
import { useCallback } from 'react';
import { readRef, refText, type Comparison } from '../../../engine/contract/comparison-address.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { refWords } from './comparison-tab.ts';
import { useRead } from '../../bridge/use-read.ts';
import styles from './compare.module.css';

interface VersionChoiceProps {
  readonly label: string;
  readonly at: FlowRef;
  /** The other side: where that is of another flow, each side says which flow it is of. */
  readonly other: FlowRef;
  /** The comparison with another version on this side. */
  readonly onPick: (ref: FlowRef) => Comparison;
}

/** One side of a comparison of versions: any version of its flow, or the draft. */
export function VersionChoice({ label, at, other, onPick }: VersionChoiceProps) {
  const readVersionList = useStudio(studio => studio.readVersionList);
  const change = useStudio(studio => studio.changeComparison);
  const flows = useStudio(studio => studio.flows);
  const { flowId } = at;
  const read = useRead(
    useCallback(() => readVersionList(flowId), [readVersionList, flowId]),
    flows,
  );
  const flowName = flows?.find(flow => flow.flowId === flowId)?.name ?? flowId;
  const words = (ref: FlowRef) => (other.flowId === flowId ? refWords(ref) : `${flowName}: ${refWords(ref).toLowerCase()}`);
  const listed = read.kind === 'here' ? read.value.map(({ versionNo }): FlowRef => ({ flowId, versionNo })) : [];
  const refs: readonly FlowRef[] = [{ flowId, versionNo: null }, ...listed];
  const all = refs.some(ref => ref.versionNo === at.versionNo) ? refs : [...refs, at];
  return (
    <Select
      size="xs"
      aria-label={label}
      className={styles.choice ?? ''}
      data={all.map(ref => ({ value: refText(ref), label: words(ref) }))}
      value={refText(at)}
      allowDeselect={false}
      comboboxProps={{ width: 260, position: 'bottom-start' }}
      onChange={picked => {
        const ref = readRef(picked ?? '');
        if (ref !== null && refText(ref) !== refText(at)) change(onPick(ref));
      }}
    />
  );
}
