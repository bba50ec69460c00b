import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject } from 'react';
import { placeSteps } from '../canvas/place-steps.ts';
import { useStudioStore } from '../state/studio.ts';
import { outlineRows, rowsAbove, type OutlineRow } from './outline-rows.ts';

/** What commands ask of the drawn flow, answered by its outline: there is no zoom, and a step is brought into view by its line. */
export function useOutlineHands(
  tree: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  rows: readonly OutlineRow[],
): void {
  const store = useStudioStore();
  const drawn = useRef({ virtual, rows });
  useEffect(() => {
    drawn.current = { virtual, rows };
  });
  useEffect(() => {
    const show = (stepId: string) => {
      const index = drawn.current.rows.findIndex(({ step }) => step.id === stepId);
      if (index >= 0) drawn.current.virtual.scrollToIndex(index, { align: 'auto' });
      return index >= 0;
    };
    const nothing = () => undefined;
    store.getState().setHands({
      fit: nothing,
      fitSelection: nothing,
      zoomTo: nothing,
      zoomBy: nothing,
      showPoint: nothing,
      pointer: () => null,
      bringIntoView: stepId => {
        const { openFlow, foldedSteps, foldRow } = store.getState();
        const above = openFlow === null ? [] : rowsAbove(outlineRows(openFlow.flow), stepId);
        for (const parent of above) if (foldedSteps.has(parent)) foldRow(parent, false);
        // A step that was just added or unfolded has no line before the next draw.
        if (!show(stepId) || above.length > 0) requestAnimationFrame(() => show(stepId));
      },
      middle: () => {
        const { openFlow } = store.getState();
        const points = openFlow === null ? [] : [...placeSteps(openFlow.flow).values()];
        return points.at(-1) ?? { x: 0, y: 0 };
      },
      focus: () => tree.current?.focus({ preventScroll: true }),
      under: stepId => {
        const box = document.getElementById(`outline-${stepId}`)?.getBoundingClientRect();
        return box === undefined ? null : { x: box.left + 48, y: box.bottom };
      },
    });
    return () => store.getState().setHands(null);
  }, [store, tree]);
}
