import { IconBoltFilled } from '@tabler/icons-react';
import { shortHash } from '../../../engine/base/hash.ts';
import type { RunSummary } from '../../../engine/trace/run-summary.ts';
import { useStudio } from '../../state/studio.ts';
import { formatDate, formatInstant } from '../../ui/format-date.ts';
import { formatDuration } from '../../ui/format-duration.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { actorName } from '../run-details/actor-name.ts';
import { StatusPill } from '../runs/mark-pill.tsx';
import { STATUS_WORDS } from '../runs/run-sentence.ts';
import styles from './all-runs.module.css';

/** All rows are this high, so that a hundred thousand of them are scrolled without being measured. */
export const RUN_ROW_PX = 56;

interface RunRowProps {
  readonly run: RunSummary;
  readonly topPx: number;
  readonly nowUs: number;
  readonly isTicked: boolean;
  readonly onTick: () => void;
  /** Lists the runs of its packet alone: the first digits of the packet's hash. */
  readonly onPacket: (packet: string) => void;
}

/** A run in the list: its state, whose it is, when, how long and for how much; a press opens it. */
export function RunRow({ run, topPx, nowUs, isTicked, onTick, onPacket }: RunRowProps) {
  const openRun = useStudio(studio => studio.openRun);
  const packet = run.packetHash.slice('sha256:'.length, 'sha256:'.length + 8);
  const cause = run.cause === null || run.cause === '' ? null : run.cause.replace(/\b(?:user|role):[A-Za-z0-9._-]*[A-Za-z0-9]/g, actorName);
  const version = run.versionNo === null ? 'draft' : `version ${String(run.versionNo)}`;
  return (
    <div role="listitem" className={styles.row} style={{ height: RUN_ROW_PX, transform: `translateY(${String(topPx)}px)` }}>
      <input
        type="checkbox"
        className={styles.tick}
        checked={isTicked}
        aria-label={`Tick the run of ${run.flowName}, ${STATUS_WORDS[run.status]}, ${formatInstant(run.createdAtUs)}`}
        onChange={onTick}
      />
      <button type="button" className={styles.open} onClick={() => openRun(run.runId, `${run.flowName}, run`)}>
        <span className={styles.state}>
          <StatusPill status={run.status} />
        </span>
        <span className={styles.lines}>
          <span className={styles.name}>
            {run.flowName}, {version}
          </span>
          <span className={styles.cause} title={cause ?? undefined}>
            {cause ?? (run.mode === 'live' ? 'Live' : 'Draft mode')}
          </span>
        </span>
        <span className={styles.figure} title={formatInstant(run.createdAtUs)}>
          {formatDate(run.createdAtUs, { nowUs })}
        </span>
        <span className={styles.figure} data-number title="How long it took">
          {run.endedAtUs === null ? '–' : formatDuration(run.endedAtUs - run.createdAtUs)}
        </span>
        <span className={styles.figure} data-number>
          {formatMoney(run.costMicroUsd)}
        </span>
        <span className={styles.reused} title={run.cacheHits === 0 ? undefined : `${String(run.cacheHits)} AI stages were reused`}>
          {run.cacheHits > 0 && (
            <>
              <IconBoltFilled size={11} aria-hidden />
              {run.cacheHits} reused
            </>
          )}
        </span>
      </button>
      <button type="button" className={styles.packet} title="List the runs on this packet alone" onClick={() => onPacket(packet)}>
        <span className="unseen">Runs on packet </span>
        <span className="mono">{shortHash(run.packetHash)}</span>
      </button>
    </div>
  );
}
