import { Button } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo } from 'react';
import type { FlowId } from '../../../engine/base/ids.ts';
import type { MergeChoices } from '../../../engine/flow/merge-conflict.ts';
import { pullKey, type Pull } from '../../state/pull-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { StillCanvas } from '../compare/still-canvas.tsx';
import { useRead } from '../../bridge/use-read.ts';
import type { Panel } from '../panel.ts';
import { ConflictCard } from './conflict-card.tsx';
import { PullHead } from './pull-head.tsx';
import { pullView } from './pull-view.ts';
import { readPullSubject } from './pull-subject.ts';
import { TakenList } from './taken-list.tsx';
import styles from './pull.module.css';

export const PULL_PAGE: Panel = { id: 'pull', title: 'Pull from the parent', icon: IconGitMerge, place: 'page', View: PullPage };

/** A fork takes in what is new in its parent. */
function PullPage({ subject }: { subject: string }) {
  const setDifferences = useStudio(studio => studio.setDifferences);
  // The conflicts of the pull before are not this one's.
  useEffect(() => setDifferences([], null), [subject, setDifferences]);
  const wish = readPullSubject(subject);
  if (wish === null) return <EmptyState sentence="This address names no pull. Open the versions of a fork and pull from there." />;
  return <PullOf key={subject} flowId={wish.flowId} versionNo={wish.versionNo} />;
}

function PullOf({ flowId, versionNo }: { flowId: FlowId; versionNo: number | null }) {
  const readPull = useStudio(studio => studio.readPull);
  const showFlow = useStudio(studio => studio.showFlow);
  // A pull that was taken back makes another base.
  const pulledHash = useStudio(studio => (studio.openFlow?.flowId === flowId ? (studio.openFlow.flow.pulled?.versionHash ?? null) : null));
  const flows = useStudio(studio => studio.flows);
  const read = useRead(
    useCallback(() => readPull(flowId, versionNo), [readPull, flowId, versionNo]),
    useMemo(() => [pulledHash, flows], [pulledHash, flows]),
  );
  if (read.kind === 'under-way') return <LateSkeleton lines={8} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  if (typeof read.value === 'string')
    return (
      <EmptyState
        sentence={read.value}
        action={
          <Button variant="default" onClick={() => void showFlow(flowId)}>
            Open the flow
          </Button>
        }
      />
    );
  return <PullReady pull={read.value} />;
}

const NONE: MergeChoices = {};

function PullReady({ pull }: { pull: Pull }) {
  const open = useStudio(studio => (studio.openFlow?.flowId === pull.flowId ? studio.openFlow.flow : null));
  const catalog = useStudio(studio => studio.catalog);
  const choices = useStudio(studio => studio.pullChoices[pullKey(pull)] ?? NONE);
  const difference = useStudio(studio => studio.difference);
  const showDifference = useStudio(studio => studio.showDifference);
  const setDifferences = useStudio(studio => studio.setDifferences);
  const ours = open ?? pull.ours;
  const flows = useMemo(() => ({ base: pull.base.flow, ours, theirs: pull.flow }), [pull, ours]);
  const view = useMemo(() => pullView(flows, choices, catalog), [flows, choices, catalog]);
  const ids = useMemo(() => view.conflicts.map(({ conflict }) => conflict.id), [view]);
  const idsText = ids.join('\n');
  useEffect(() => {
    const list = idsText === '' ? [] : idsText.split('\n');
    setDifferences(list, list[0] ?? null);
  }, [idsText, setDifferences]);
  const current = view.conflicts.find(({ conflict }) => conflict.id === difference) ?? null;
  return (
    <article className={styles.page} data-place="compare" aria-label={`Pull from ${pull.parent.name}`}>
      <PullHead pull={pull} ours={ours} view={view} />
      <div className={styles.split}>
        <section className={styles.preview} aria-label="Preview">
          <h3 className={styles.paneTitle}>“{ours.name}” after the pull</h3>
          <div className={styles.drawing}>
            <StillCanvas
              label={`${ours.name} after the pull`}
              flow={view.flow}
              differences={view.marks}
              selected={current?.conflict.stepId ?? null}
              onSelect={stepId => {
                const found = view.conflicts.find(({ conflict }) => conflict.stepId === stepId);
                if (found !== undefined) showDifference(found.conflict.id);
              }}
            />
          </div>
        </section>
        <aside className={styles.aside}>
          {view.conflicts.length > 0 && (
            <section aria-label="Conflicts">
              <h3 className={styles.subtitle}>Both sides changed these</h3>
              <ol className={styles.conflicts}>
                {view.conflicts.map(asked => (
                  <ConflictCard
                    key={asked.conflict.id}
                    pull={pull}
                    flows={flows}
                    asked={asked}
                    choice={choices[asked.conflict.id] ?? null}
                    isCurrent={asked.conflict.id === difference}
                  />
                ))}
              </ol>
            </section>
          )}
          <TakenList view={view} />
        </aside>
      </div>
    </article>
  );
}
