import { ActionIcon, Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconGridDots,
  IconPinned,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconTarget,
} from '@tabler/icons-react';
import { restingPlace } from '../../state/run-ways-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { useStepNames } from './step-names.ts';
import styles from './run-bar.module.css';

/** The other ways to run the drawing: from a step, to a step, by one step, on every packet of the set. */
export function RunMenu() {
  const stepId = useStudio(studio => studio.selection.at(-1) ?? null);
  const came = useStudio(studio => studio.shownRun?.run?.visits.some(visit => visit.stepId === stepId) ?? false);
  const rests = useStudio(
    studio => studio.openFlow !== null && restingPlace(studio.shownRun?.run ?? null, studio.openFlow.flowId) !== null,
  );
  const kind = useStudio(studio => studio.openFlow?.flow.steps.find(step => step.id === stepId)?.kind ?? null);
  const startRun = useStudio(studio => studio.startRun);
  const askRunFrom = useStudio(studio => studio.askRunFrom);
  const goOn = useStudio(studio => studio.goOn);
  const runTests = useStudio(studio => studio.runTests);
  const pinStep = useStudio(studio => studio.pinStep);
  const titleOf = useStepNames();
  const step = stepId === null ? null : `“${titleOf(stepId)}”`;
  return (
    <Menu position="bottom-end" width={340}>
      <Menu.Target>
        <ActionIcon className={styles.more ?? ''} variant="default" aria-label="Other ways to run" title="Other ways to run">
          <IconChevronDown size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlayerPlay size={16} />}
          rightSection={<kbd className={styles.key}>Ctrl+Shift+Enter</kbd>}
          disabled={stepId === null || !came}
          onClick={() => askRunFrom(stepId)}
        >
          Run from {step ?? 'the selected step'}
          {stepId !== null && !came && <div className={styles.hint}>The shown run did not come here.</div>}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTarget size={16} />}
          rightSection={<kbd className={styles.key}>Shift+Enter</kbd>}
          disabled={stepId === null}
          onClick={() => stepId !== null && void startRun({ kind: 'step', stepId })}
        >
          Run to {step ?? 'the selected step'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerSkipForward size={16} />}
          rightSection={<kbd className={styles.key}>F10</kbd>}
          onClick={() => void goOn('one-step')}
        >
          {rests ? 'One step on' : 'Run the first step only'}
        </Menu.Item>
        {rests && (
          <Menu.Item
            leftSection={<IconPlayerTrackNext size={16} />}
            rightSection={<kbd className={styles.key}>F8</kbd>}
            onClick={() => void goOn('to-the-end')}
          >
            Go on to the end
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconGridDots size={16} />} onClick={() => void runTests('all')}>
          Run on all packets of the test set
        </Menu.Item>
        <Menu.Item leftSection={<IconPinned size={16} />} disabled={stepId === null || kind === 'gate'} onClick={() => pinStep(stepId)}>
          {kind === 'product_action' || kind === 'event_wait' ? 'Mock' : 'Pin the output of'} {step ?? 'the selected step'}
          {kind === 'gate' && <div className={styles.hint}>A gate decides by what it reads: pin that.</div>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
