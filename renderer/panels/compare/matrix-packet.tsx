import { useEffect, useRef } from 'react';
import type { MatrixRow, MatrixSide } from '../../../engine/compare/version-matrix.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { comparisonTab } from './comparison-tab.ts';
import styles from './matrix.module.css';

/** A packet of the matrix, why the two part on it, and the way to the comparison of its two runs. */
export function MatrixPacket({ row, a, b }: { row: MatrixRow; a: FlowRef; b: FlowRef }) {
  const openTab = useStudio(studio => studio.openTab);
  const isCurrent = useStudio(studio => studio.difference === row.packetId);
  const wish = useStudio(studio => (isCurrent ? studio.differenceWish : 0));
  const link = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wish > 0) link.current?.focus();
  }, [wish]);
  const sentences = [...(row.first === null ? [] : [row.first.sentence]), ...sideSentences('A', row.a), ...sideSentences('B', row.b)];
  return (
    <th scope="row" data-current={isCurrent || undefined}>
      <button
        ref={link}
        type="button"
        className={styles.link}
        onClick={() => openTab(comparisonTab({ kind: 'versions', a, b, packetId: row.packetId }))}
      >
        {row.title}
      </button>
      {sentences.map(sentence => (
        <span key={sentence} className={styles.quietLine}>
          {sentence}
        </span>
      ))}
      {sentences.length === 0 && <span className={styles.quietLine}>Both did the same.</span>}
    </th>
  );
}

function sideSentences(name: string, side: MatrixSide): readonly string[] {
  if (side.kind === 'missing') return [`${name} has not run on it.`];
  return side.kind === 'unfit' ? [`${name} cannot run on it. ${side.sentence}`] : [];
}
