import { Button } from '@mantine/core';
import { IconBrain } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ShownMemory } from '../../../engine/contract/memory.ts';
import { MemoryId } from '../../../engine/memory/memory.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatInstant } from '../../ui/format-date.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { useNowUs } from '../../ui/use-now.ts';
import type { Panel } from '../panel.ts';
import { ChangeMemory } from './change-memory.tsx';
import styles from './memory.module.css';
import { scopeTitle, versionSentence } from './memory-words.ts';

export const MEMORY_PAGE: Panel = { id: 'memory-page', title: 'Memory', icon: IconBrain, place: 'page', View: MemoryPage };

/** One memory: what it says, what a person can do about it, and all its versions. */
function MemoryPage({ subject }: { subject: string }) {
  const memoryId = MemoryId.safeParse(subject).data ?? null;
  const shown = useStudio(studio => studio.shownMemory);
  const showMemory = useStudio(studio => studio.showMemory);
  useEffect(() => void showMemory(memoryId), [memoryId, showMemory]);
  if (memoryId === null) return <EmptyState sentence="This page names no memory. Close it and open one from the list." />;
  if (shown?.memoryId !== memoryId) return <LateSkeleton lines={8} />;
  const newest = shown.versions.at(-1);
  if (newest === undefined) return <EmptyState sentence="This memory is not in the workspace." />;
  return <MemoryVersions newest={newest} versions={shown.versions} />;
}

function MemoryVersions({ newest, versions }: { newest: ShownMemory; versions: readonly ShownMemory[] }) {
  const [changing, setChanging] = useState<'correct' | 'retire' | null>(null);
  const nowUs = useNowUs(true, 30_000);
  const isRetired = newest.state === 'retired';
  return (
    <article className={styles.page} data-place="memory" aria-label={newest.topic}>
      <header className={styles.head}>
        <p className={styles.scope}>{scopeTitle(newest.scope)}</p>
        <h2 className={styles.title}>{newest.topic}</h2>
      </header>
      {isRetired && (
        <p className={styles.note} role="status">
          Retired: no step reads it any more. Correcting it takes it up again.
        </p>
      )}
      <p className={styles.text} data-retired={isRetired || undefined}>
        {newest.text}
      </p>
      <div className={styles.actions}>
        <Button onClick={() => setChanging('correct')}>Correct</Button>
        {!isRetired && (
          <Button variant="default" onClick={() => setChanging('retire')}>
            Retire
          </Button>
        )}
      </div>
      {changing !== null && <ChangeMemory key={newest.version} how={changing} newest={newest} onClose={() => setChanging(null)} />}
      <h3 className={styles.subtitle}>History</h3>
      <ol className={styles.history}>
        {versions.toReversed().map(version => (
          <li key={version.version} className={styles.version}>
            <p className={styles.who} title={formatInstant(version.atUs)}>
              <span className={styles.number}>{version.version}</span> {versionSentence(version, { nowUs })}
              <SourceLink version={version} />
            </p>
            {version.reason !== null && <p className={styles.reason}>“{version.reason}”</p>}
            {version.state === 'current' && <p className={styles.was}>{version.text}</p>}
            {version.source?.citations.map(({ slice, start, quote }) => (
              <blockquote key={`${slice} ${String(start)}`} className={styles.quote}>
                {quote} <cite>{slice}</cite>
              </blockquote>
            ))}
          </li>
        ))}
      </ol>
    </article>
  );
}

function SourceLink({ version: { source, flowId } }: { version: ShownMemory }) {
  const goToStep = useStudio(studio => studio.goToStep);
  if (source === null || flowId === null) return null;
  return (
    <Button variant="subtle" size="compact-xs" onClick={() => void goToStep(flowId, source.runId, source.stepId)}>
      Go to the step
    </Button>
  );
}
