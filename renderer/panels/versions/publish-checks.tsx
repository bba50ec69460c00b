import { Button } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ListedVersion } from '../../../engine/contract/versions.ts';
import type { FlowDiff } from '../../../engine/flow/flow-change.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { activePins } from '../../../engine/test-set/test-set.ts';
import { useStepNames } from '../runs/step-names.ts';
import { ChangeList } from './change-list.tsx';
import styles from './versions.module.css';

/** What publishing now would do; null until it is known. */
export interface PublishOutlook {
  /** The version that is this very definition already. */
  readonly sameAs: number | null;
  readonly newest: ListedVersion | null;
  /** Since the newest version. */
  readonly diff: FlowDiff | null;
}

/** Reads what publishing now would do, the drawing saved first. */
export function usePublishOutlook(): PublishOutlook | null {
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const saveDraft = useStudio(studio => studio.saveDraft);
  const readHistory = useStudio(studio => studio.readHistory);
  const diffVersions = useStudio(studio => studio.diffVersions);
  const history = useStudio(studio => studio.history);
  const [diff, setDiff] = useState<FlowDiff | null>(null);
  const [isRead, setIsRead] = useState(false);
  const newest = history?.flowId === flowId ? (history.versions[0] ?? null) : null;
  const newestNo = newest?.versionNo ?? null;
  useEffect(() => {
    if (flowId !== null) void saveDraft().then(() => readHistory(flowId).then(() => setIsRead(true)));
  }, [flowId, saveDraft, readHistory]);
  useEffect(() => {
    if (!isRead || flowId === null || newestNo === null) return;
    // Without the list of changes one can publish all the same.
    diffVersions({ flowId, versionNo: newestNo }, { flowId, versionNo: null }).then(setDiff, () => undefined);
  }, [isRead, flowId, newestNo, diffVersions]);
  if (!isRead || history?.flowId !== flowId) return null;
  return { sameAs: history.versions.find(version => version.isDraft)?.versionNo ?? null, newest, diff };
}

/** What stands in the way of publishing, what does not, and what is new since the last version. */
export function PublishChecks({ outlook, onProblems }: { outlook: PublishOutlook | null; onProblems: () => void }) {
  const problems = useStudio(studio => studio.problems);
  const pins = useStudio(studio => (studio.tests?.flowId === studio.openFlow?.flowId ? studio.tests?.testSet : undefined));
  const titleOf = useStepNames();
  const pinned = pins === undefined ? [] : Object.keys(activePins(pins)).map(titleOf);
  const errors = problems.filter(problem => problem.severity === 'error');
  const warnings = problems.filter(problem => problem.severity === 'warning');
  return (
    <>
      <ul className={styles.checks} aria-label="Checks">
        {errors.length > 0 ? (
          <li data-check="failed">
            <IconCircleXFilled size={14} aria-hidden />
            <span>
              {countOf(errors.length, 'error')} to put right first: {errors[0]?.message}
            </span>
            <Button size="compact-xs" variant="default" onClick={onProblems}>
              Show the problems
            </Button>
          </li>
        ) : (
          <li data-check="passed">
            <IconCircleCheckFilled size={14} aria-hidden />
            <span>No errors: it can run.</span>
          </li>
        )}
        {warnings.slice(0, 3).map(({ message, stepId }) => (
          <li key={`${stepId ?? ''} ${message}`} data-check="warned">
            <IconAlertTriangleFilled size={14} aria-hidden />
            <span>{message}</span>
          </li>
        ))}
        {warnings.length > 3 && <li>And {countOf(warnings.length - 3, 'more warning')}.</li>}
        {pinned.length > 0 && (
          <li data-check="warned">
            <IconAlertTriangleFilled size={14} aria-hidden />
            <span>Drafts have pinned outputs for {pinned.join(', ')}. A version has none of them: there each step does its own work.</span>
          </li>
        )}
        {outlook !== null && outlook.sameAs !== null && (
          <li data-check="warned">
            <IconAlertTriangleFilled size={14} aria-hidden />
            <span>The drawing is version {outlook.sameAs} already; there is nothing new to publish.</span>
          </li>
        )}
      </ul>
      {outlook === null ? (
        <LateSkeleton lines={2} />
      ) : (
        outlook.newest !== null &&
        outlook.sameAs === null &&
        outlook.diff !== null && (
          <ChangeList
            title={`New since version ${String(outlook.newest.versionNo)}`}
            sentences={outlook.diff.changes.map(({ sentence }) => sentence)}
          />
        )
      )}
    </>
  );
}
