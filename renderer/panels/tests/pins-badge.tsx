import { IconPinnedFilled } from '@tabler/icons-react';
import { activePins } from '../../../engine/test-set/test-set.ts';
import { TESTS_PANEL_ID } from '../../state/tests-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { useStepNames } from '../runs/step-names.ts';
import styles from '../runs/run-bar.module.css';

/** Says in the run bar that drafts do not do all their steps themselves; nothing while they do. */
export function PinsBadge() {
  const testSet = useStudio(studio => (studio.tests?.flowId === studio.openFlow?.flowId ? studio.tests?.testSet : undefined));
  const showBottom = useStudio(studio => studio.showBottom);
  const titleOf = useStepNames();
  const pinned = testSet === undefined ? [] : Object.keys(activePins(testSet));
  if (pinned.length === 0) return null;
  return (
    <button
      type="button"
      className={styles.pins}
      aria-label={`${String(pinned.length)} pinned`}
      title={`Pinned outputs stand in for: ${pinned.map(titleOf).join(', ')}. Press to see them.`}
      onClick={() => showBottom(TESTS_PANEL_ID)}
    >
      <IconPinnedFilled size={13} aria-hidden />
      {pinned.length}
      <span className={styles.wide}> pinned</span>
    </button>
  );
}
