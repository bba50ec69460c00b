import { useMemo, type PointerEvent, type Ref } from 'react';
import { minimapColumns } from './minimap-columns.ts';
import type { TimelineRow } from './timeline-rows.ts';
import type { TimelineWindow } from './use-timeline-window.ts';
import styles from './timeline.module.css';

const COLUMNS = 160;

/** The whole run in a strip: what happened below, what it cost above, and over it the part in view, to be dragged. The keys A, D, W and S do the same. */
export function TimelineMinimap(props: {
  rows: readonly TimelineRow[];
  time: TimelineWindow;
  nowUs: number;
  pastUs: number | null;
  measureRef: Ref<HTMLDivElement>;
}) {
  const { rows, time, nowUs, pastUs, measureRef } = props;
  const { axis, fitAxis } = time;
  const columns = useMemo(() => minimapColumns(rows, fitAxis, nowUs, COLUMNS), [rows, fitAxis, nowUs]);
  // Some hundreds of columns, which stay as they are while one zooms, pans and scrubs.
  const drawn = useMemo(
    () => (
      <svg viewBox={`0 0 ${COLUMNS} 26`} preserveAspectRatio="none" width="100%" height="100%">
        {columns.map(({ cost, state }, x) => (
          <g key={x}>
            {cost > 0 && <rect className={styles.costColumn} x={x} width={1} y={18 - 17 * Math.sqrt(cost)} height={17 * Math.sqrt(cost)} />}
            {state !== null && (
              <rect
                className={styles.stateColumn}
                data-state={state}
                x={x}
                width={1}
                y={state === 'wait' ? 22 : 20}
                height={state === 'wait' ? 2 : 5}
              />
            )}
          </g>
        ))}
      </svg>
    ),
    [columns],
  );
  const [left, right] = [fitAxis.x(axis.at(0)), fitAxis.x(axis.at(axis.widthPx))];
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || time.isFit) return;
    const edgePx = event.currentTarget.getBoundingClientRect().left;
    const x = event.clientX - edgePx;
    // Beside the window it comes to the pointer first.
    const grip = x >= left && x <= right ? x - left : (right - left) / 2;
    let shown = axis.leftPx;
    const move = (clientX: number) => {
      const wanted = axis.x(fitAxis.at(clientX - edgePx - grip)) + axis.leftPx;
      time.panPx(wanted - shown);
      shown = Math.min(Math.max(wanted, 0), Math.max(0, axis.wholePx - axis.widthPx));
    };
    const onMove = (moved: globalThis.PointerEvent) => move(moved.clientX);
    const end = () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    move(event.clientX);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    event.preventDefault();
  };
  return (
    <div
      ref={measureRef}
      className={styles.minimap}
      data-minimap
      data-zoomed={!time.isFit || undefined}
      title="The whole run: what it cost above, what happened below. Drag the part in view."
      onPointerDown={onPointerDown}
      aria-hidden
    >
      {drawn}
      {pastUs !== null && <span className={styles.playhead} style={{ left: fitAxis.x(pastUs) }} />}
      {!time.isFit && <span className={styles.inView} style={{ left, width: Math.max(right - left, 6) }} data-in-view />}
    </div>
  );
}
