import { IconAlertTriangleFilled, IconCircleXFilled } from '@tabler/icons-react';
import { countOf } from '../ui/format-count.ts';
import styles from './flow-json.module.css';
import type { JsonMark } from './json-marks.ts';

/** More stand in the Problems panel, and under a wave in the text. */
const MOST_LISTED = 4;

/** What is wrong with the text, each a press away; and, while the text is no flow, that the drawing is the last one that was. */
export function JsonFoot(props: {
  marks: readonly JsonMark[];
  isBroken: boolean;
  onGo: (mark: JsonMark) => void;
  /** Gives up the words that are no flow. */
  onDiscard: () => void;
}) {
  const { marks, isBroken } = props;
  return (
    <div className={styles.foot} data-empty={marks.length === 0 || undefined}>
      <div className={styles.said} role="status">
        {isBroken && (
          <p className={styles.broken}>
            The drawing shows the last text that was a flow. What you typed is kept, and becomes the flow as soon as it is one.
          </p>
        )}
        {!isBroken && marks.length > 0 && <span className="unseen">{countOf(marks.length, 'problem')} in this text.</span>}
      </div>
      {marks.length > 0 && (
        <ul className={styles.marks} aria-label="Problems in the text">
          {marks.slice(0, MOST_LISTED).map((mark, index) => (
            <li key={`${index} ${mark.start}`}>
              <button type="button" className={styles.mark} onClick={() => props.onGo(mark)}>
                <span className={styles.severity} data-severity={mark.severity}>
                  {mark.severity === 'error' ? <IconCircleXFilled size={14} /> : <IconAlertTriangleFilled size={14} />}
                  <span className="unseen">{mark.severity}</span>
                </span>
                <span className={styles.lineNo}>Line {mark.line}</span>
                <span className={styles.message} title={mark.message}>
                  {mark.message}
                </span>
              </button>
            </li>
          ))}
          {marks.length > MOST_LISTED && (
            <li className={styles.more}>{countOf(marks.length - MOST_LISTED, 'more problem')}. F8 goes from one to the next.</li>
          )}
        </ul>
      )}
      {isBroken && (
        <button type="button" className={styles.discard} onClick={props.onDiscard}>
          Go back to the last text that was a flow
        </button>
      )}
    </div>
  );
}
