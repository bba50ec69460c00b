import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { DifferencePill } from '../compare/still-canvas.tsx';
import type { PullView } from './pull-view.ts';
import styles from './pull.module.css';

/** What a pull changes in the fork, a sentence each, and what would then be wrong with it. */
export function TakenList({ view: { taken, marks, problems, open } }: { view: PullView }) {
  return (
    <>
      {problems.length > 0 && (
        <section aria-label="Problems of the outcome">
          <h3 className={styles.subtitle}>To put right afterwards</h3>
          <p className={styles.quiet}>Each side is sound by itself; together they leave this.</p>
          <ul className={styles.problems}>
            {problems.map(problem => (
              <li key={problem}>
                <IconAlertTriangleFilled size={13} aria-hidden /> {problem}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="What is taken in">
        <h3 className={styles.subtitle}>What that changes in this flow</h3>
        {taken.changes.length === 0 ? (
          <p className={styles.quiet}>
            {open > 0
              ? 'Nothing yet: what your flow has stands until you choose otherwise.'
              : taken.layoutOnly
                ? 'Only where steps stand, and notes: nothing that a run could notice.'
                : 'Nothing: it has all of this already.'}
          </p>
        ) : (
          <ul className={styles.sentences}>
            {taken.changes.map(({ kind, stepId, path, sentence }) => {
              const mark = stepId === undefined ? undefined : marks[stepId];
              return (
                <li key={`${kind} ${stepId ?? ''} ${path ?? ''} ${sentence}`}>
                  {mark !== undefined && mark !== 'conflict' && <DifferencePill difference={mark} />}
                  <span>{sentence}</span>
                </li>
              );
            })}
          </ul>
        )}
      </section>
    </>
  );
}
