import type { WaitSubject } from '../../../engine/trace/trace-row.ts';
import { ValueView } from '../run-details/value-view.tsx';
import { shownLabel } from './shown-label.ts';
import styles from './wait-card.module.css';

/** What a person is to decide on, each value under what it is called. */
export const ShownValues = ({
  shown,
  titleOf,
}: {
  shown: Extract<WaitSubject, { kind: 'human' }>['show'];
  titleOf: (stepId: string) => string;
}) =>
  shown.map(({ expression, value }) => (
    <details key={expression} className={styles.shown} open>
      <summary title={expression}>{shownLabel(expression, titleOf) ?? <code className="mono">{expression}</code>}</summary>
      <ValueView of={value} />
    </details>
  ));
