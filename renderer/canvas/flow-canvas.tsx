import { ReactFlowProvider } from '@xyflow/react';
import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Flow } from '../../engine/flow/flow.ts';
import { useStudio } from '../state/studio.ts';
import { countOf } from '../ui/format-count.ts';
import { CanvasMenuView } from './canvas-menu.tsx';
import { CanvasToolbox } from './canvas-toolbox.tsx';
import { CanvasVoice } from './canvas-voice.tsx';
import { EdgeMarkers } from './edge-markers.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FindBar } from './find-bar.tsx';
import styles from './flow-canvas.module.css';
import { FlowBoard } from './flow-board.tsx';
import { Palette } from './palette.tsx';
import type { Size } from './region.ts';
import { drawnLinks } from './step-links.ts';
import { useCanvasHands } from './use-canvas-hands.ts';
import { useClipboard } from './use-clipboard.ts';

/** The drawing: cards and links, moved and joined by hand; keys reach it through the commands. */
export function FlowCanvas({ flow }: { flow: Flow }) {
  return (
    <ReactFlowProvider>
      <Drawing flow={flow} />
    </ReactFlowProvider>
  );
}

const Board = memo(FlowBoard);

function Drawing({ flow }: { flow: Flow }) {
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const palette = useStudio(studio => studio.palette);
  const menu = useStudio(studio => studio.menu);
  const current = useStudio(studio => studio.selection.at(-1));
  const links = useMemo(() => drawnLinks(flow).length, [flow]);
  // Before anything is painted: the board is drawn once, where and as large as it stays.
  useLayoutEffect(() => {
    const box = place.current?.getBoundingClientRect();
    if (box !== undefined) setSize({ width: box.width, height: box.height });
  }, []);
  useCanvasHands(place);
  useClipboard();
  return (
    <div
      ref={place}
      className={styles.canvas}
      tabIndex={0}
      role="application"
      aria-label={`Canvas of ${flow.name}: ${countOf(flow.steps.length, 'step')}, ${countOf(links, 'link')}`}
      aria-describedby="canvas-keys"
      {...(current === undefined ? {} : { 'aria-activedescendant': `step-${current}` })}
      data-place="canvas"
      onPointerDown={event => {
        if (event.target instanceof Element && event.target.closest('input, textarea, button, [role="dialog"], [role="menu"]') === null)
          place.current?.focus({ preventScroll: true });
      }}
    >
      <EdgeMarkers />
      {size !== null && <Board flow={flow} size={size} />}
      <CanvasToolbox />
      {flow.steps.length === 0 && <EmptyCanvas />}
      <FindBar flow={flow} />
      {palette !== null && <Palette wish={palette} />}
      {menu !== null && <CanvasMenuView menu={menu} />}
      <CanvasVoice flow={flow} />
    </div>
  );
}
