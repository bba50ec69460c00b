import { IconPinnedFilled } from '@tabler/icons-react';
import { stepOf } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';
import { pinSentence, pinWord } from './pin-words.ts';
import styles from './pin-note.module.css';

/** Stands over what is said of a step that drafts do not do, and leads to the output that stands in. */
export function PinNote() {
  const step = useStudio(({ openFlow, selection }) =>
    openFlow === null || selection.length !== 1 ? undefined : stepOf(openFlow.flow, selection[0] ?? ''),
  );
  const pin = useStudio(({ tests, openFlow }) =>
    step === undefined || tests?.flowId !== openFlow?.flowId ? undefined : tests?.testSet.pins[step.id],
  );
  const pinStep = useStudio(studio => studio.pinStep);
  if (step === undefined || pin === undefined || pin.isOff === true) return null;
  return (
    <div className={styles.note} role="note">
      <IconPinnedFilled size={14} aria-hidden />
      <span>
        <strong>{pinWord(step.kind)}.</strong> {pinSentence(step)}
      </span>
      <button type="button" className={styles.change} onClick={() => pinStep(step.id)}>
        Change
      </button>
    </div>
  );
}
