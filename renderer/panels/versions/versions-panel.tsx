import { Button } from '@mantine/core';
import { IconGitMerge, IconVersions } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { FlowId } from '../../../engine/base/ids.ts';
import type { FlowRef, ListedVersion } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { PanelFrame } from '../../ui/panel-frame.tsx';
import { comparisonTab } from '../compare/comparison-tab.ts';
import type { Panel } from '../panel.ts';
import { ForkDialog } from './fork-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { VersionCard } from './version-card.tsx';
import styles from './versions.module.css';

export const VERSIONS_PANEL: Panel = { id: 'versions', title: 'Versions', icon: IconVersions, place: 'side', View: VersionsPanel };

/** The open flow's published versions, newest first, with the draft above them. */
function VersionsPanel() {
  return (
    <PanelFrame title="Versions">
      <Versions />
    </PanelFrame>
  );
}

function Versions() {
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const revision = useStudio(studio => studio.openFlow?.revision ?? 0);
  const flows = useStudio(studio => studio.flows);
  const runs = useStudio(studio => studio.runs);
  const history = useStudio(studio => studio.history);
  const trouble = useStudio(studio => studio.historyTrouble);
  const readHistory = useStudio(studio => studio.readHistory);
  const showSide = useStudio(studio => studio.showSide);
  // Another draft, another publishing, another run: each changes what stands here.
  useEffect(() => {
    if (flowId !== null) void readHistory(flowId);
  }, [flowId, revision, flows, runs, readHistory]);
  if (flowId === null)
    return (
      <EmptyState
        sentence="The versions of the flow you open are listed here."
        action={
          <Button variant="default" onClick={() => showSide('flows')}>
            Choose a flow
          </Button>
        }
      />
    );
  if (trouble !== null)
    return (
      <EmptyState
        sentence={trouble}
        action={
          <Button variant="default" onClick={() => void readHistory(flowId)}>
            Read them again
          </Button>
        }
      />
    );
  if (history?.flowId !== flowId) return <LateSkeleton lines={6} />;
  return <History versions={history.versions} />;
}

function History({ versions }: { versions: readonly ListedVersion[] }) {
  const flowId = useStudio(studio => studio.openFlow?.flowId ?? null);
  const name = useStudio(studio => studio.openFlow?.flow.name ?? '');
  const forkedFrom = useStudio(studio => studio.history?.forkedFrom ?? null);
  const parentName = useStudio(studio => studio.flows?.find(flow => flow.flowId === forkedFrom?.flowId)?.name ?? forkedFrom?.flowId ?? '');
  const openTab = useStudio(studio => studio.openTab);
  const showSheet = useStudio(studio => studio.showSheet);
  const [restoring, setRestoring] = useState<number | null>(null);
  const [forking, setForking] = useState<number | null>(null);
  if (flowId === null) return null;
  const draftIs = versions.find(version => version.isDraft)?.versionNo ?? null;
  const newest = versions[0] ?? null;
  return (
    <>
      <section className={styles.draft} aria-label="Draft">
        <p className={styles.sentence}>
          {newest === null
            ? `“${name}” was never published. A version never changes again: runs, comparisons and other people can count on it.`
            : draftIs !== null
              ? `The draft is as version ${String(draftIs)}.`
              : `The draft is not published as it is now.`}
          {forkedFrom !== null &&
            ` It is a fork of “${parentName}”, ${forkedFrom.versionNo === null ? 'its draft' : `version ${String(forkedFrom.versionNo)}`}.`}
        </p>
        <div className={styles.buttons}>
          <Button size="compact-sm" onClick={() => showSheet('publish')}>
            Publish…
          </Button>
          {newest !== null && draftIs === null && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                openTab(
                  comparisonTab({
                    kind: 'versions',
                    a: { flowId, versionNo: newest.versionNo },
                    b: { flowId, versionNo: null },
                    packetId: null,
                  }),
                )
              }
            >
              What changed
            </Button>
          )}
        </div>
        {forkedFrom !== null && <ParentWays flowId={flowId} parent={forkedFrom} />}
      </section>
      <ol className={styles.list} aria-label={`Versions of ${name}`}>
        {versions.map(version => (
          <VersionCard
            key={version.versionNo}
            version={version}
            versions={versions}
            flowName={name}
            onRestore={() => setRestoring(version.versionNo)}
            onFork={() => setForking(version.versionNo)}
          />
        ))}
      </ol>
      {restoring !== null && <RestoreDialog flowId={flowId} versionNo={restoring} onClose={() => setRestoring(null)} />}
      {forking !== null && <ForkDialog from={{ flowId, versionNo: forking }} flowName={name} onClose={() => setForking(null)} />}
    </>
  );
}

/** The way to what is new in the flow that this one is a fork of. */
function ParentWays({ flowId, parent }: { flowId: FlowId; parent: FlowRef }) {
  const pulled = useStudio(studio => studio.openFlow?.flow.pulled ?? null);
  const latest = useStudio(studio => studio.flows?.find(flow => flow.flowId === parent.flowId)?.latestVersionNo ?? null);
  const openPull = useStudio(studio => studio.openPull);
  const openTab = useStudio(studio => studio.openTab);
  const has = pulled?.flowId === parent.flowId ? pulled.versionNo : parent.versionNo;
  if (latest === null) return null;
  return (
    <>
      <p className={styles.quiet}>
        {has === latest ? `Its version ${String(latest)} is the newest, and in here.` : `Its version ${String(latest)} is not in here yet.`}
      </p>
      <div className={styles.buttons}>
        {has !== latest && (
          <Button size="compact-sm" variant="default" leftSection={<IconGitMerge size={14} />} onClick={() => openPull(flowId, null)}>
            Pull version {latest}…
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            openTab(
              comparisonTab({
                kind: 'versions',
                a: { flowId: parent.flowId, versionNo: latest },
                b: { flowId, versionNo: null },
                packetId: null,
              }),
            )
          }
        >
          Compare with it
        </Button>
      </div>
    </>
  );
}
