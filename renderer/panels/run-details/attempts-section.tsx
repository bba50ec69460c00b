import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { countOf } from '../../ui/format-count.ts';
import { attemptLines } from './attempt-lines.ts';
import { Section } from './section.tsx';
import styles from './run-details.module.css';

/** What became of each attempt of a visit and why there was another. Nothing for a visit of one. `rows` are the visit's own. */
export function AttemptsSection({ rows }: { rows: readonly TraceRow[] }) {
  const lines = attemptLines(rows);
  if (lines.length < 2) return null;
  return (
    <Section title="Attempts" note={countOf(lines.length, 'attempt')} open>
      <ol className={styles.attempts}>
        {lines.map(({ attempt, sentence, isFailure }, index) => (
          <li key={index} data-failure={isFailure || undefined}>
            {isFailure ? <IconCircleXFilled size={13} aria-hidden /> : <IconCircleCheckFilled size={13} aria-hidden />}
            <span>
              Attempt {attempt}. {sentence}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
