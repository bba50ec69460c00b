import { IconPinnedFilled } from '@tabler/icons-react';
import type { StepKind } from '../../engine/steps/step-definition.ts';
import { pinWord } from '../panels/tests/pin-words.ts';
import { useStudio } from '../state/studio.ts';
import styles from './pin-mark.module.css';

/** Says on a step's card that drafts do not do it: another output stands in. */
export function PinMark({ stepId, kind }: { stepId: string; kind: StepKind }) {
  const isPinned = useStudio(({ tests, openFlow }) => {
    if (tests === null || tests.flowId !== openFlow?.flowId) return false;
    const { pins }: { pins: Readonly<Record<string, { readonly isOff?: true | undefined }>> } = tests.testSet;
    return Object.hasOwn(pins, stepId) && pins[stepId]?.isOff !== true;
  });
  if (!isPinned) return null;
  const word = pinWord(kind);
  return (
    <span className={styles.mark} title={`${word}: in drafts another output stands in for this step’s own.`}>
      <IconPinnedFilled size={11} aria-hidden />
      {word.toLowerCase()}
    </span>
  );
}
