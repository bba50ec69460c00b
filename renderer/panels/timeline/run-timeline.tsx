import { useElementSize } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StepId } from '../../../engine/base/ids.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { useStudio } from '../../state/studio.ts';
import { useNowUs } from '../../ui/use-now.ts';
import { useDraftHash } from '../runs/draft-hash.ts';
import { useStepNames } from '../runs/step-names.ts';
import { criticalRows } from './critical-rows.ts';
import { TimelineGrid } from './timeline-grid.tsx';
import { TimelineHead } from './timeline-head.tsx';
import { timelineLines, type DrawnLine } from './timeline-lines.ts';
import { TimelineMinimap } from './timeline-minimap.tsx';
import { rowReader } from './timeline-rows.ts';
import { TimelineTable } from './timeline-table.tsx';
import { TimelineTools } from './timeline-tools.tsx';
import { useTimelineHands } from './use-timeline-hands.ts';
import { useTimelineWindow } from './use-timeline-window.ts';
import styles from './timeline.module.css';

const NARROWEST_PX = 80;

/** One run on its time axis, with what moves through it. How it is looked at is forgotten when another run is shown. */
export function RunTimeline({ run, rows }: { run: Run; rows: readonly TraceRow[] }) {
  const past = useStudio(studio => studio.past);
  const showMoment = useStudio(studio => studio.showMoment);
  const stepMoment = useStudio(studio => studio.stepMoment);
  const selected = useStudio(studio => studio.selection.at(-1) ?? null);
  const select = useStudio(studio => studio.select);
  const showInspector = useStudio(studio => studio.showInspector);
  const showRun = useStudio(studio => studio.showRun);
  const showSheet = useStudio(studio => studio.showSheet);
  const share = useStudio(studio => studio.stepProgress?.share ?? null);
  const titleOf = useStepNames();
  const goesOn = run.endedAtUs === null;
  // Not before the last row: a batch may come between two ticks of the clock.
  const nowUs = Math.max(useNowUs(goesOn), rows.at(-1)?.atUs ?? 0);
  const draftHash = useDraftHash();

  const [sought, setSought] = useState('');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [follows, setFollows] = useState(true);
  const [isTable, setIsTable] = useState(false);
  const [currentKey, setCurrentKey] = useState<string | null>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const tableRef = useRef<HTMLDivElement>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const refocus = useRef(false);
  const { ref: measureRef, width } = useElementSize<HTMLDivElement>();

  const readRows = useMemo(() => rowReader(titleOf), [titleOf]);
  const visits = useMemo(() => readRows(run, rows), [readRows, run, rows]);
  const lines = useMemo(() => timelineLines({ rows: visits, trace: rows, sought, unfolded }), [visits, rows, sought, unfolded]);
  const shownVisits = useMemo(() => lines.filter(line => line.part === null).map(line => line.row), [lines]);
  const critical = useMemo(() => criticalRows(visits, nowUs), [visits, nowUs]);
  const startUs = run.startedAtUs ?? run.createdAtUs;
  const time = useTimelineWindow({ rows: visits, startUs, endUs: run.endedAtUs ?? nowUs, widthPx: Math.max(width, NARROWEST_PX) });
  const shownVisit = useStudio(studio => studio.shownVisit);
  const showVisit = useStudio(studio => studio.showVisit);
  const currentIndex = useMemo(
    () =>
      indexOfCurrent(lines, {
        key: currentKey,
        selected,
        visit: shownVisit !== null && shownVisit.stepId === selected ? shownVisit.visit : null,
      }),
    [lines, currentKey, selected, shownVisit],
  );

  const open = (stepId: StepId) => {
    select([stepId]);
    showInspector('run-details');
  };
  const unfold = (rowKey: string, isOpen: boolean) =>
    setUnfolded(before => new Set(isOpen ? [...before, rowKey] : [...before].filter(key => key !== rowKey)));
  const showKeys = useCallback(() => showSheet('keys'), [showSheet]);
  const { isFit, panPx } = time;
  const { wholePx } = time.axis;
  const toEnd = useCallback(() => {
    setFollows(true);
    if (isFit) gridRef.current?.scrollTo({ top: gridRef.current.scrollHeight });
    else panPx(wholePx);
  }, [isFit, panPx, wholePx]);
  const showTable = useCallback((table: boolean) => {
    const hadFocus = gridRef.current?.contains(document.activeElement) ?? tableRef.current?.contains(document.activeElement);
    refocus.current = hadFocus === true;
    setIsTable(table);
  }, []);
  useEffect(() => {
    if (refocus.current) (isTable ? tableRef : gridRef).current?.focus();
    refocus.current = false;
  }, [isTable]);
  useTimelineHands({
    time,
    lines,
    currentIndex,
    nowUs,
    sought,
    go: line => {
      setCurrentKey(line.key);
      showVisit(line.row.stepId, line.row.visit);
      select([line.row.stepId]);
    },
    gridRef,
    filterRef,
    open,
    unfold,
    setSought,
    toEnd,
    isTable,
    showTable,
  });
  const pastAt = past === null ? null : { seq: past.seq, atUs: past.rows.at(-1)?.atUs ?? startUs };
  const filter = { sought, fieldRef: filterRef, onSeek: setSought, onLeave: () => (isTable ? tableRef : gridRef).current?.focus() };

  return (
    <div className={styles.timeline} data-place="timeline">
      <TimelineHead
        run={run}
        nowUs={nowUs}
        titleOf={titleOf}
        share={goesOn ? share : null}
        isOlder={draftHash !== null && draftHash !== run.versionHash}
      />
      <TimelineTools
        time={time}
        lastSeq={run.lastSeq}
        pastSeq={past?.seq ?? null}
        isTable={isTable}
        isLeftBehind={goesOn && !follows && !isTable}
        minimap={<TimelineMinimap rows={visits} time={time} nowUs={nowUs} pastUs={pastAt?.atUs ?? null} measureRef={measureRef} />}
        onMoment={showMoment}
        onStep={stepMoment}
        onTable={showTable}
        onFollow={toEnd}
        onKeys={showKeys}
      />
      {isTable ? (
        <TimelineTable
          rows={shownVisits}
          startUs={startUs}
          nowUs={nowUs}
          critical={critical}
          selected={selected}
          tableRef={tableRef}
          onOpen={open}
          {...filter}
        />
      ) : (
        <TimelineGrid
          lines={lines}
          time={time}
          nowUs={nowUs}
          past={pastAt}
          critical={critical}
          unfolded={unfolded}
          follows={goesOn && follows}
          currentIndex={currentIndex}
          selected={selected}
          sought={sought}
          gridRef={gridRef}
          filterRef={filterRef}
          onSeek={setSought}
          onFollow={setFollows}
          onPick={line => {
            setCurrentKey(line.key);
            showVisit(line.row.stepId, line.row.visit);
            open(line.row.stepId);
          }}
          onUnfold={unfold}
          onOpenRun={showRun}
        />
      )}
    </div>
  );
}

/** The line that was walked to while it is of the shown visit, else that visit's, else the last one of the selected step, else the first. */
function indexOfCurrent(
  lines: readonly DrawnLine[],
  { key, selected, visit }: { readonly key: string | null; readonly selected: StepId | null; readonly visit: number | null },
): number {
  const isShown = ({ row }: DrawnLine) => selected === null || (row.stepId === selected && (visit === null || row.visit === visit));
  const walked = lines.findIndex(line => line.key === key && isShown(line));
  if (walked >= 0 || selected === null) return Math.max(0, walked);
  const shown = lines.findLastIndex(line => line.part === null && isShown(line));
  if (shown >= 0) return shown;
  return Math.max(
    0,
    lines.findLastIndex(line => line.part === null && line.row.stepId === selected),
  );
}
