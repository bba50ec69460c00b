import type { Flow } from '../../engine/flow/flow.ts';
import { useStudio } from '../state/studio.ts';
import styles from './canvas-voice.module.css';
import { stepSentence } from './step-sentence.ts';

/** What is said of the canvas to those who do not see it, and the line on screen while a link is drawn by keyboard. */
export function CanvasVoice({ flow }: { flow: Flow }) {
  const announcement = useStudio(studio => studio.announcement);
  const selection = useStudio(studio => studio.selection);
  const linkingFrom = useStudio(studio => studio.linkingFrom);
  const [only] = selection;
  const sentence =
    selection.length === 1 && only !== undefined
      ? stepSentence(flow, only)
      : selection.length > 1
        ? `${selection.length} steps selected.`
        : '';
  return (
    <>
      <p id="canvas-keys" className="unseen">
        Arrow keys walk along the links, Enter edits the selected step, N adds a step, A adds one after the selected step, C links it,
        Delete removes it. The question mark lists all keys; Shift+Tab or F6 leaves the canvas.
      </p>
      <div className="unseen" aria-live="polite">
        {announcement}
      </div>
      <div className="unseen" aria-live="polite">
        {sentence}
      </div>
      {linkingFrom !== null && (
        <div className={styles.linking}>
          Choose with the arrow keys where “{flow.steps.find(step => step.id === linkingFrom.from)?.title ?? linkingFrom.from}” leads, then
          press Enter. Esc leaves it as it is.
        </div>
      )}
    </>
  );
}
