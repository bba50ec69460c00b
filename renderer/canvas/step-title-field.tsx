import type { StepId } from '../../engine/base/ids.ts';
import { useStudio } from '../state/studio.ts';
import { takeOverSelected } from '../ui/take-over.ts';
import styles from './step-title-field.module.css';

/** The title as a field, in place: Enter and leaving it keep what was typed, Escape does not. */
export function StepTitleField({ stepId, title }: { stepId: string; title: string }) {
  const rename = useStudio(studio => studio.rename);
  const retitle = useStudio(studio => studio.retitleStep);
  return (
    <input
      className={`${styles.field ?? ''} nodrag nopan`}
      aria-label="Title of the step"
      defaultValue={title}
      maxLength={200}
      ref={takeOverSelected}
      onBlur={event => {
        if (event.currentTarget.dataset['kept'] !== 'no') retitle(stepId as StepId, event.currentTarget.value); // true: the canvas names its nodes by step id
        rename(null);
      }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') event.currentTarget.dataset['kept'] = 'no';
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
