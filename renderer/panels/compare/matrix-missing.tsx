import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { MatrixRow } from '../../../engine/compare/version-matrix.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { missingRuns, missingSentence } from './matrix-words.ts';
import styles from './matrix.module.css';

interface Starting {
  readonly at: number;
  readonly of: number;
  readonly stop: AbortController;
}

/** Runs what is missing in a matrix, once a person has read what that comes to. */
export function MatrixMissing({ a, b, rows }: { a: FlowRef; b: FlowRef; rows: readonly MatrixRow[] }) {
  const runVersion = useStudio(studio => studio.runVersion);
  const runsChanged = useStudio(studio => studio.runsChanged);
  const [isAsking, setAsking] = useState(false);
  const [starting, setStarting] = useState<Starting | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const missing = missingRuns(rows);
  const runAll = async () => {
    const stop = new AbortController();
    setAsking(false);
    setTrouble(null);
    try {
      for (const [index, { packetId, side }] of missing.entries()) {
        if (stop.signal.aborted) break;
        setStarting({ at: index + 1, of: missing.length, stop });
        await runVersion(side === 'a' ? a : b, packetId);
      }
    } catch (error) {
      setTrouble(failureSentence(error));
    }
    setStarting(null);
    runsChanged(null);
  };
  if (starting !== null)
    return (
      <p className={styles.missing} role="status">
        Run {starting.at} of {starting.of} is being started.{' '}
        <Button size="compact-sm" variant="default" onClick={() => starting.stop.abort()}>
          Start no more
        </Button>
      </p>
    );
  return (
    <div className={styles.missing}>
      {missing.length > 0 && (
        <Button size="compact-sm" onClick={() => setAsking(true)}>
          Run what is missing…
        </Button>
      )}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <Modal opened={isAsking} onClose={() => setAsking(false)} size={520} title="Run what is missing?">
        <Text>{missingSentence(rows)}</Text>
        <Text mt="xs" size="sm">
          Nothing outside is called: product actions are simulated in draft. What the cache holds is reused.
        </Text>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button data-autofocus onClick={() => void runAll()}>
            Start {countOf(missing.length, 'run')}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}
