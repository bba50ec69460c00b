import { useEffect } from 'react';
import { FOLD_BELOW_PX } from '../state/desk.ts';
import { useStudioStore } from '../state/studio.ts';

const NARROW = `(max-width: ${FOLD_BELOW_PX.width - 1}px)`;
const LOW = `(max-height: ${FOLD_BELOW_PX.height - 1}px)`;

/**
 * Keeps room for the centre in a small window, as at 200 % zoom: of side panel and inspector the one that was opened last stays, and the bottom panel is
 * folded when the window becomes low. What a person then opens stays open.
 */
export function useSmallWindow(): void {
  const store = useStudioStore();
  useEffect(() => {
    const [narrow, low] = [window.matchMedia(NARROW), window.matchMedia(LOW)];
    const keepOne = (isSideNewer: boolean) => {
      const { desk, showSide, foldInspector } = store.getState();
      if (!narrow.matches || desk.sidePanel === null || desk.inspectorFolded) return;
      if (isSideNewer) foldInspector(true);
      else showSide(null);
    };
    const foldBottom = () => {
      const { desk, showBottom } = store.getState();
      if (low.matches && desk.bottomPanel !== null) showBottom(null);
    };
    const narrowed = () => keepOne(true);
    const unsubscribe = store.subscribe(({ desk }, { desk: before }) => {
      if (desk !== before) keepOne(desk.sidePanel !== before.sidePanel);
    });
    narrowed();
    foldBottom();
    narrow.addEventListener('change', narrowed);
    low.addEventListener('change', foldBottom);
    return () => {
      unsubscribe();
      narrow.removeEventListener('change', narrowed);
      low.removeEventListener('change', foldBottom);
    };
  }, [store]);
}
