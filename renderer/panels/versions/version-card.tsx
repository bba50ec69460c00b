import { ActionIcon, Menu } from '@mantine/core';
import { IconAlertTriangleFilled, IconArrowBackUp, IconDots, IconGitFork } from '@tabler/icons-react';
import { useState } from 'react';
import type { ListedVersion } from '../../../engine/contract/versions.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf } from '../../ui/format-count.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { comparisonTab, versionTab } from '../compare/comparison-tab.ts';
import { actorName } from '../run-details/actor-name.ts';
import { HashChip } from '../hash-chip.tsx';
import { MarkIcon } from '../runs/mark-icon.tsx';
import { STATUS_WORDS } from '../runs/run-sentence.ts';
import styles from './versions.module.css';

interface VersionCardProps {
  readonly version: ListedVersion;
  /** All of the flow, newest first. */
  readonly versions: readonly ListedVersion[];
  readonly flowName: string;
  readonly onRestore: () => void;
  readonly onFork: () => void;
}

/** One version: who made it when and why, what runs it had, and what is wrong with it now. */
export function VersionCard({ version, versions, flowName, onRestore, onFork }: VersionCardProps) {
  const { flowId, versionNo } = version;
  const openTab = useStudio(studio => studio.openTab);
  const nowUs = useNowUs(true, 30_000);
  const [showsRuns, setShowsRuns] = useState(false);
  const before = versions.find(other => other.versionNo < versionNo) ?? null;
  const problems = [...version.faults, ...version.drift];
  return (
    <li className={styles.card} aria-label={`Version ${String(versionNo)}`}>
      <div className={styles.top}>
        <button type="button" className={styles.open} onClick={() => openTab(versionTab({ flowId, versionNo }, flowName))}>
          Version {versionNo}
        </button>
        {version.isDraft && <span className={styles.tag}>as the draft</span>}
        <span className={styles.gap} />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`More about version ${String(versionNo)}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconArrowBackUp size={15} />} disabled={version.isDraft} onClick={onRestore}>
              Restore as the draft…
            </Menu.Item>
            <Menu.Item leftSection={<IconGitFork size={15} />} onClick={onFork}>
              Fork as a new flow…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <p className={version.message === '' ? styles.quiet : styles.message}>{version.message === '' ? 'No message' : version.message}</p>
      <p className={styles.quiet} title={formatInstant(version.atUs)}>
        {actorName(version.publishedBy)}, {formatDate(version.atUs, { nowUs })} <HashChip hash={version.versionHash} what="version" />
      </p>
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label={`Problems of version ${String(versionNo)}`}>
          {problems.map(problem => (
            <li key={problem}>
              <IconAlertTriangleFilled size={12} aria-hidden /> {problem}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.ways}>
        {version.runs > 0 ? (
          <button type="button" className={styles.link} aria-expanded={showsRuns} onClick={() => setShowsRuns(!showsRuns)}>
            {countOf(version.runs, 'run')}
          </button>
        ) : (
          <span className={styles.quiet}>No runs yet</span>
        )}
        {before !== null && (
          <button
            type="button"
            className={styles.link}
            onClick={() =>
              openTab(
                comparisonTab({ kind: 'versions', a: { flowId, versionNo: before.versionNo }, b: { flowId, versionNo }, packetId: null }),
              )
            }
          >
            Compare with version {before.versionNo}
          </button>
        )}
      </div>
      {showsRuns && <RunsOfVersion version={version} nowUs={nowUs} />}
    </li>
  );
}

function RunsOfVersion({ version, nowUs }: { version: ListedVersion; nowUs: number }) {
  const runs = useStudio(studio => studio.runs);
  const showRun = useStudio(studio => studio.showRun);
  const showFlow = useStudio(studio => studio.showFlow);
  const own = (runs ?? []).filter(run => run.versionHash === version.versionHash);
  return (
    <ul className={styles.runs} aria-label={`Runs of version ${String(version.versionNo)}`}>
      {own.map(run => (
        <li key={run.runId}>
          <button
            type="button"
            className={styles.run}
            title={formatInstant(run.createdAtUs)}
            onClick={() => void showFlow(version.flowId).then(() => showRun(run.runId))}
          >
            <MarkIcon mark={run.status} /> {STATUS_WORDS[run.status]}, {formatDate(run.createdAtUs, { nowUs })}
          </button>
        </li>
      ))}
      {own.length < version.runs && <li className={styles.quiet}>And {countOf(version.runs - own.length, 'older run')}.</li>}
    </ul>
  );
}
