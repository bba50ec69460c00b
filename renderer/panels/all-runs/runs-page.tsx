import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { RunId } from '../../../engine/base/ids.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { TryAgain } from '../../ui/try-again.tsx';
import type { Panel } from '../panel.ts';
import { RunFilters } from './run-filters.tsx';
import { RunRows } from './run-rows.tsx';
import { dayStartUs, filterOf, queryText, readQuery, RUNS_PAGE_ID, type RunQuery } from './run-query.ts';
import styles from './all-runs.module.css';
import { StopRunsDialog } from './stop-runs-dialog.tsx';
import { useRunList } from './use-run-list.ts';

export const ALL_RUNS_PAGE: Panel = { id: RUNS_PAGE_ID, title: 'Runs', icon: IconHistory, place: 'page', View: AllRunsPage };

/** Runs of all flows, newest first, by what one looks for; the filters stand in the window's address. */
function AllRunsPage({ subject }: { subject: string }) {
  const query = useMemo(() => readQuery(subject), [subject]);
  return (
    <article className={styles.page} aria-label="Runs" data-place="all-runs">
      <RunFilters query={query} />
      <FoundRuns key={queryText(query)} query={query} />
    </article>
  );
}

function FoundRuns({ query }: { query: RunQuery }) {
  const [openedUs] = useState(() => Date.now() * 1000);
  const filter = useMemo(() => filterOf(query, openedUs, dayStartUs), [query, openedUs]);
  const { runs, next, isBusy, trouble, more, again } = useRunList(filter);
  const openRuns = useStudio(studio => studio.openRuns);
  const openComparison = useStudio(studio => studio.openComparison);
  const [ticked, setTicked] = useState<ReadonlySet<RunId>>(new Set());
  const [isStopping, setStopping] = useState(false);
  if (trouble !== null && runs.length === 0) return <TryAgain sentence={trouble} onPress={again} />;
  if (runs.length === 0 && isBusy) return <LateSkeleton lines={10} />;
  if (runs.length === 0) return <NoRuns isNarrowed={queryText(query) !== ''} onAll={() => openRuns({})} />;

  const goingOn = runs.filter(run => run.endedAtUs === null);
  const chosen = goingOn.filter(run => ticked.has(run.runId));
  const [a, b, third] = runs.filter(run => ticked.has(run.runId)).toReversed();
  const tick = (runId: RunId) => setTicked(new Set(ticked.has(runId) ? [...ticked].filter(each => each !== runId) : [...ticked, runId]));
  return (
    <>
      <div className={styles.bar} role="group" aria-label="Ticked runs">
        <span role="status">
          {ticked.size === 0
            ? `${formatCount(runs.length)}${next === null ? '' : ' or more'} ${runs.length === 1 ? 'run' : 'runs'}${isBusy ? ', looking on…' : ''}`
            : `${formatCount(ticked.size)} ticked`}
        </span>
        <span className={styles.gap} />
        {goingOn.length > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => setTicked(new Set(goingOn.map(({ runId }) => runId)))}>
            Tick all that go on ({formatCount(goingOn.length)})
          </Button>
        )}
        {ticked.size > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => setTicked(new Set())}>
            Untick
          </Button>
        )}
        {a !== undefined && b !== undefined && third === undefined && (
          <Button size="compact-sm" variant="default" onClick={() => openComparison({ kind: 'runs', a: a.runId, b: b.runId })}>
            Compare
          </Button>
        )}
        {chosen.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setStopping(true)}>
            Stop {formatCount(chosen.length)}…
          </Button>
        )}
      </div>
      <RunRows
        runs={runs}
        ticked={ticked}
        isBusy={isBusy}
        trouble={trouble}
        onTick={tick}
        onPacket={packet => openRuns({ ...query, packet })}
        onMore={more}
      />
      <p className={styles.foot}>
        Runs are never deleted: their trace proves what happened. Old runs of drafts can be left out of the list.
      </p>
      {isStopping && (
        <StopRunsDialog
          runs={chosen}
          onClose={() => {
            setStopping(false);
            setTicked(new Set());
          }}
        />
      )}
    </>
  );
}

const NoRuns = ({ isNarrowed, onAll }: { isNarrowed: boolean; onAll: () => void }) => (
  <EmptyState
    icon={<IconHistory size={28} stroke={1.4} />}
    sentence={isNarrowed ? 'No run fits what you look for.' : 'Nothing has run yet. Open a flow and press Run; each run is listed here.'}
    action={
      isNarrowed && (
        <Button variant="default" onClick={onAll}>
          Show all runs
        </Button>
      )
    }
  />
);
