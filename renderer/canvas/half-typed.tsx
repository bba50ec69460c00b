import { useStudio } from '../state/studio.ts';
import styles from './flow-view.module.css';

/** Says over canvas and outline that the JSON holds words that are no flow yet, which therefore are not in what is seen. */
export function HalfTyped() {
  const isHalfTyped = useStudio(({ typing }) => typing !== null && 'json' in typing);
  const showFlowAs = useStudio(studio => studio.showFlowAs);
  const tellTyping = useStudio(studio => studio.tellTyping);
  if (!isHalfTyped) return null;
  return (
    <div className={styles.halfTyped} role="status">
      <span>The JSON is half typed; this is the last flow that it was.</span>
      <button type="button" onClick={() => showFlowAs('json')}>
        Go on with it
      </button>
      <button type="button" onClick={() => tellTyping(null)}>
        Throw those words away
      </button>
    </div>
  );
}
