import { IconArrowDown, IconArrowUp, IconArrowsLeftRight, IconEqual, IconQuestionMark, type Icon } from '@tabler/icons-react';
import type { MatrixVerdict } from '../../../engine/compare/version-matrix.ts';
import { MATRIX_WORDS } from './matrix-words.ts';
import styles from './matrix.module.css';

const SHAPES: Readonly<Record<MatrixVerdict, Icon>> = {
  better: IconArrowUp,
  worse: IconArrowDown,
  same: IconEqual,
  differs: IconArrowsLeftRight,
  unknown: IconQuestionMark,
};

/** What the second version is beside the first: shape, word and colour. */
export function MatrixPill({ verdict }: { verdict: MatrixVerdict }) {
  const Shape = SHAPES[verdict];
  return (
    <span className={styles.pill} data-verdict={verdict}>
      <Shape size={12} stroke={2.4} aria-hidden />
      {MATRIX_WORDS[verdict]}
    </span>
  );
}
