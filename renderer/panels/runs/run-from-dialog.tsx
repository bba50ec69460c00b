import { Button, Group, Modal, Text } from '@mantine/core';
import type { StepId } from '../../../engine/base/ids.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { useStudio } from '../../state/studio.ts';
import { useStepNames } from './step-names.ts';
import styles from './run-bar.module.css';

/** Asks before a run is done again from a step, and says what is reused of the shown one. */
export function RunFromDialog() {
  const stepId = useStudio(studio => studio.runFrom);
  const run = useStudio(studio => studio.shownRun?.run ?? null);
  const ask = useStudio(studio => studio.askRunFrom);
  const titleOf = useStepNames();
  return (
    <Modal
      opened={stepId !== null && run !== null}
      onClose={() => ask(null)}
      size={500}
      title={stepId === null ? '' : `Run again from “${titleOf(stepId)}”?`}
    >
      {stepId !== null && run !== null && <Question stepId={stepId} run={run} titleOf={titleOf} />}
    </Modal>
  );
}

function Question({ stepId, run, titleOf }: { stepId: StepId; run: Run; titleOf: (stepId: StepId) => string }) {
  const forkFrom = useStudio(studio => studio.forkFrom);
  const ask = useStudio(studio => studio.askRunFrom);
  const before = run.visits.slice(
    0,
    run.visits.findLastIndex(visit => visit.stepId === stepId),
  );
  const reused = [...new Set(before.map(visit => visit.stepId))];
  return (
    <>
      <Text>A new draft run begins on the packet of the shown run, under the drawing as it is now. The shown run stays as it is.</Text>
      {reused.length === 0 ? (
        <p className={styles.what}>
          It is the first step, so everything is done again; AI stages that the cache has are reused all the same.
        </p>
      ) : (
        <>
          <p className={styles.what}>Reused, because the shown run has done them, unless what they read or do has changed since:</p>
          <ul className={styles.reaches}>
            {reused.map(id => (
              <li key={id}>{titleOf(id)}</li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.what}>Done again: “{titleOf(stepId)}” and what follows it.</p>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => ask(null)}>
          Cancel
        </Button>
        <Button data-autofocus onClick={() => void forkFrom(stepId)}>
          Run from here
        </Button>
      </Group>
    </>
  );
}
