import { Button } from '@mantine/core';
import { IconLock, IconVersions } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { readRef } from '../../../engine/contract/comparison-address.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { stepOf, stepTitle, type Flow } from '../../../engine/flow/flow.ts';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import { asJson } from '../../../engine/flow/json-changes.ts';
import { useRead } from '../../bridge/use-read.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countOf } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { refWords } from '../compare/comparison-tab.ts';
import { StillCanvas } from '../compare/still-canvas.tsx';
import type { Panel } from '../panel.ts';
import { JsonView } from '../run-details/json-view.tsx';
import { ForkDialog } from './fork-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import styles from './versions.module.css';

export const VERSION_PAGE: Panel = { id: 'version', title: 'Version', icon: IconVersions, place: 'page', View: VersionPage };

/** A version as it was published: to be looked at, not to be changed. */
function VersionPage({ subject }: { subject: string }) {
  const readVersion = useStudio(studio => studio.readVersion);
  const ref = useMemo(() => readRef(subject), [subject]);
  const read = useRead(useMemo(() => (ref === null ? null : () => readVersion(ref)), [ref, readVersion]));
  if (ref === null) return <EmptyState sentence="This page names no version. Close it and open one from the list of versions." />;
  if (read.kind === 'under-way') return <LateSkeleton lines={6} />;
  if (read.kind === 'trouble') return <EmptyState sentence={read.sentence} />;
  return <Version at={ref} flow={read.value.flow} problems={read.value.problems} />;
}

function Version({ at, flow, problems }: { at: FlowRef; flow: Flow; problems: readonly FlowProblem[] }) {
  const showFlow = useStudio(studio => studio.showFlow);
  const [asking, setAsking] = useState<'restore' | 'fork' | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const step = selected === null ? undefined : stepOf(flow, selected);
  return (
    <article className={styles.page} aria-label={`${refWords(at)} of ${flow.name}`} data-place="version">
      <header className={styles.banner} role="status">
        <IconLock size={16} aria-hidden />
        <span className={styles.bannerWords}>
          <strong>{refWords(at)}</strong> of “{flow.name}”, read only.
          {problems.length > 0 && ` ${countOf(problems.length, 'problem')} in this workspace now.`}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => void showFlow(at.flowId)}>
          Open the draft
        </Button>
        {at.versionNo !== null && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking('restore')}>
            Restore…
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => setAsking('fork')}>
          Fork…
        </Button>
      </header>
      <div className={styles.split}>
        <div className={styles.still}>
          <StillCanvas label={`${refWords(at)} of ${flow.name}, read only`} flow={flow} selected={selected} onSelect={setSelected} />
        </div>
        <aside className={styles.definition} aria-label="Definition">
          {step === undefined ? (
            <>
              <h3 className={styles.subtitle}>{flow.name}</h3>
              {flow.description !== undefined && <p className={styles.message}>{flow.description}</p>}
              <p className={styles.quiet}>{countOf(flow.steps.length, 'step')}. Choose one to read how it was set up.</p>
              {problems.length > 0 && (
                <ul className={styles.problems} aria-label="Problems">
                  {problems.map(problem => (
                    <li key={`${problem.stepId ?? ''} ${problem.message}`}>{problem.message}</li>
                  ))}
                </ul>
              )}
            </>
          ) : (
            <>
              <h3 className={styles.subtitle}>{stepTitle(step)}</h3>
              <JsonView value={asJson(step) ?? null} />
            </>
          )}
        </aside>
      </div>
      {asking === 'restore' && at.versionNo !== null && (
        <RestoreDialog flowId={at.flowId} versionNo={at.versionNo} onClose={() => setAsking(null)} />
      )}
      {asking === 'fork' && <ForkDialog from={at} flowName={flow.name} onClose={() => setAsking(null)} />}
    </article>
  );
}
