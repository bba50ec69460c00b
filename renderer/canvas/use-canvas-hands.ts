import { getViewportForBounds, useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import type { Point } from '../../engine/flow/flow.ts';
import type { CanvasHands } from '../state/canvas-slice.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import type { StepId } from '../../engine/base/ids.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import { drawingBounds } from './drawing-bounds.ts';
import { farthest } from './opening-view.ts';
import { placeSteps } from './place-steps.ts';
import type { CanvasNode, FlowEdge } from './to-canvas.ts';

/** Room left around what is brought into view, in pixels; above it lies the toolbox. */
const MARGIN = { x: 24, top: 68, bottom: 24 };
const FIT_PADDING = 0.16;

/** Lets commands reach the drawn canvas while it is there, and keeps the selected step in view when the canvas gets another size. */
export function useCanvasHands(place: React.RefObject<HTMLDivElement | null>): void {
  const library = useReactFlow<CanvasNode, FlowEdge>();
  const store = useStudioStore();
  const setHands = useStudio(studio => studio.setHands);
  useEffect(() => {
    const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150;
    // Where a zoom that has not ended is going: what pans meanwhile must not stop it halfway.
    let goal: number | null = null;
    let pointer: Point | null = null;
    const zoomTo = (zoom: number) => {
      goal = zoom;
      void library.zoomTo(zoom, { duration }).then(() => {
        if (goal === zoom) goal = null;
      });
    };
    // From the flow and not from the library, which holds no more of it than what is near.
    const fit = (stepIds?: readonly StepId[]) => {
      const flow = store.getState().openFlow?.flow;
      const bounds = flow === undefined ? null : drawingBounds(flow, stepIds);
      const box = place.current?.getBoundingClientRect();
      if (bounds === null || box === undefined) return;
      goal = null;
      void library.setViewport(getViewportForBounds(bounds, box.width, box.height, farthest(bounds, box), 1, FIT_PADDING), { duration });
    };
    const hands: CanvasHands = {
      fit: () => fit(),
      fitSelection: () => fit(store.getState().selection),
      zoomTo,
      zoomBy: factor => zoomTo((goal ?? library.getZoom()) * factor),
      bringIntoView: stepId => {
        // From the flow and not from the library, which has not drawn a step that was just added.
        const flow = store.getState().openFlow?.flow;
        const at = flow === undefined ? undefined : placeSteps(flow).get(stepId);
        const box = place.current?.getBoundingClientRect();
        if (at === undefined || box === undefined) return;
        const now = library.getViewport();
        const zoom = goal ?? now.zoom;
        const centre = { x: box.width / 2, y: box.height / 2 };
        const x = centre.x - ((centre.x - now.x) / now.zoom) * zoom;
        const y = centre.y - ((centre.y - now.y) / now.zoom) * zoom;
        const covered = document.querySelector('[data-covers-canvas]')?.getBoundingClientRect().width ?? 0;
        const dx = shift(at.x * zoom + x, CARD_WIDTH * zoom, MARGIN.x, box.width - covered - MARGIN.x);
        const dy = shift(at.y * zoom + y, CARD_HEIGHT * zoom, MARGIN.top, box.height - MARGIN.bottom);
        if (dx !== 0 || dy !== 0 || goal !== null) void library.setViewport({ x: x + dx, y: y + dy, zoom }, { duration });
      },
      middle: () => {
        const box = place.current?.getBoundingClientRect();
        return box === undefined ? { x: 0, y: 0 } : library.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      },
      showPoint: ({ x, y }, zoom = library.getZoom()) => void library.setCenter(x, y, { duration, zoom }),
      pointer: () => (pointer === null ? null : library.screenToFlowPosition(pointer)),
      onScreen: at => library.flowToScreenPosition(at),
      focus: () => place.current?.focus({ preventScroll: true }),
    };
    setHands(hands);
    const canvas = place.current;
    const moved = (event: PointerEvent) => {
      // Over a menu the hand is still where it asked for it.
      if (event.target instanceof Element && event.target.closest('[role="menu"]') !== null) return;
      pointer = { x: event.clientX, y: event.clientY };
    };
    const left = () => {
      pointer = null;
    };
    canvas?.addEventListener('pointermove', moved, true);
    canvas?.addEventListener('pointerleave', left);
    return () => {
      canvas?.removeEventListener('pointermove', moved, true);
      canvas?.removeEventListener('pointerleave', left);
      setHands(null);
    };
  }, [library, store, setHands, place]);

  const width = useStore(canvas => canvas.width);
  const height = useStore(canvas => canvas.height);
  const isFolded = useStudio(studio => studio.desk.inspectorFolded);
  useEffect(() => {
    const { selection, hands } = store.getState();
    const [stepId] = selection;
    if (selection.length === 1 && stepId !== undefined) hands?.bringIntoView(stepId);
  }, [width, height, isFolded, store]);
}

/** The least way that brings `size` pixels at `from` between `low` and `high`; what is larger than the room begins at its beginning. */
const shift = (from: number, size: number, low: number, high: number): number =>
  from < low || size > high - low ? low - from : Math.min(0, high - from - size);
