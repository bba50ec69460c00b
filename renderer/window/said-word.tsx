import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Word } from '../state/studio.ts';

/** A word to the person with the one thing that can be done about it; it is done once. */
export function SaidWord({ sentence, action }: { sentence: string; action: NonNullable<Word['action']> }) {
  const [isDone, setDone] = useState(false);
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <span>{sentence}</span>
      <Button
        size="compact-sm"
        variant="default"
        disabled={isDone}
        onClick={() => {
          setDone(true);
          action.run();
        }}
      >
        {action.words}
      </Button>
    </Group>
  );
}
