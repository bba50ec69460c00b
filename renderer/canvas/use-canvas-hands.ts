import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import type { CanvasHands } from '../state/canvas-slice.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './card-measures.ts';
import type { FlowEdge, StepNode } from './to-canvas.ts';

/** Room left around what is brought into view, in pixels. */
const MARGIN = 24;
export const FIT = { padding: 0.16, maxZoom: 1, minZoom: 0.05 } as const;

/** Lets commands reach the drawn canvas while it is there, and keeps the selected step in view when the canvas gets another size. */
export function useCanvasHands(place: React.RefObject<HTMLDivElement | null>): void {
  const library = useReactFlow<StepNode, FlowEdge>();
  const store = useStudioStore();
  const setHands = useStudio(studio => studio.setHands);
  useEffect(() => {
    const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150;
    const hands: CanvasHands = {
      fit: () => void library.fitView({ ...FIT, duration }),
      fitSelection: () => void library.fitView({ ...FIT, duration, nodes: store.getState().selection.map(id => ({ id })) }),
      zoomTo: zoom => void library.zoomTo(zoom, { duration }),
      zoomBy: factor => void library.zoomTo(library.getZoom() * factor, { duration }),
      bringIntoView: stepId => {
        const node = library.getNode(stepId);
        const box = place.current?.getBoundingClientRect();
        if (node === undefined || box === undefined) return;
        const { x, y, zoom } = library.getViewport();
        const covered = document.querySelector('[data-covers-canvas]')?.getBoundingClientRect().width ?? 0;
        const by = (from: number, size: number, room: number) =>
          from < MARGIN ? MARGIN - from : from + size > room - MARGIN ? room - MARGIN - from - size : 0;
        const dx = by(node.position.x * zoom + x, CARD_WIDTH * zoom, box.width - covered);
        const dy = by(node.position.y * zoom + y, CARD_HEIGHT * zoom, box.height);
        if (dx !== 0 || dy !== 0) void library.setViewport({ x: x + dx, y: y + dy, zoom }, { duration });
      },
      middle: () => {
        const box = place.current?.getBoundingClientRect();
        return box === undefined ? { x: 0, y: 0 } : library.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      },
      focus: () => place.current?.focus({ preventScroll: true }),
    };
    setHands(hands);
    return () => setHands(null);
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
