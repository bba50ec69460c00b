import type { RunStatus } from '../../../engine/trace/run.ts';
import { MarkIcon, markToken } from './mark-icon.tsx';
import { STATUS_WORDS } from './run-sentence.ts';
import { MARK_WORDS, type StepMark } from './step-mark.ts';
import styles from './mark.module.css';

/** A run's state: shape, word and colour. */
export const StatusPill = ({ status }: { status: RunStatus }) => <Pill mark={status} word={STATUS_WORDS[status]} />;

/** How a visit of a step stands: shape, word and colour. */
export const MarkPill = ({ mark }: { mark: StepMark }) => <Pill mark={mark} word={MARK_WORDS[mark]} />;

function Pill({ mark, word }: { mark: StepMark | RunStatus; word: string }) {
  const token = markToken(mark);
  return (
    <span className={styles.pill} style={{ color: `var(--${token})`, background: `var(--${token}-ground)` }}>
      <MarkIcon mark={mark} />
      {word}
    </span>
  );
}
