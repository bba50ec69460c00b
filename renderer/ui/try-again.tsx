import { Button } from '@mantine/core';
import { EmptyState } from './empty-state.tsx';

/** Why nothing is shown, and a press that asks once more. */
export function TryAgain({ sentence, onPress }: { sentence: string; onPress: () => void }) {
  return (
    <EmptyState
      sentence={sentence}
      action={
        <Button variant="default" onClick={onPress}>
          Try again
        </Button>
      }
    />
  );
}
