import { Button } from '@mantine/core';
import { IconPinned } from '@tabler/icons-react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { StepKind } from '../../../engine/steps/step-definition.ts';
import { useStudio } from '../../state/studio.ts';
import { pinWord } from './pin-words.ts';

/** Has the output beside which it stands serve drafts in place of the step's own; nothing where one stands in already, or the step was drawn away. */
export function PinThis({ stepId, kind }: { stepId: StepId; kind: StepKind }) {
  const canPin = useStudio(
    ({ tests, openFlow }) =>
      tests !== null &&
      tests.flowId === openFlow?.flowId &&
      !Object.hasOwn(tests.testSet.pins, stepId) &&
      openFlow.flow.steps.some(({ id }) => id === stepId),
  );
  const pinStep = useStudio(studio => studio.pinStep);
  if (!canPin) return null;
  return (
    <Button mt="xs" variant="default" size="compact-xs" leftSection={<IconPinned size={13} />} onClick={() => pinStep(stepId)}>
      {pinWord(kind) === 'Mocked' ? 'Mock it in drafts' : 'Pin it for drafts'}
    </Button>
  );
}
