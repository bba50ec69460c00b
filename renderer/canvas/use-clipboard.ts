import { useEffect } from 'react';
import { takesText } from '../commands/keys.ts';
import { useStudioStore } from '../state/studio.ts';

/**
 * Copy, cut and paste while the canvas or the outline has the keyboard, from keys and from the system's own menus alike. The browser's events are used and not its
 * clipboard functions, which ask for a permission or are refused it.
 */
export function useClipboard(): void {
  const store = useStudioStore();
  useEffect(() => {
    let keepLinks = false;
    const onKeyDown = (event: KeyboardEvent) => {
      keepLinks = event.shiftKey;
    };
    const put = (how: 'copy' | 'cut') => (event: ClipboardEvent) => {
      const text = isOurs(event) ? store.getState().takeText(how) : null;
      if (text === null || event.clipboardData === null) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', text);
    };
    const [copy, cut] = [put('copy'), put('cut')];
    const paste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      store.getState().pasteText(event.clipboardData?.getData('text/plain') ?? '', { keepLinks });
      keepLinks = false;
    };
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('copy', copy);
    window.addEventListener('cut', cut);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('copy', copy);
      window.removeEventListener('cut', cut);
      window.removeEventListener('paste', paste);
    };
  }, [store]);
}

/** False where a text is typed, a sheet lies over the canvas, or words somewhere in the window are marked to be copied. */
function isOurs(event: ClipboardEvent): boolean {
  const at = document.activeElement;
  const isCanvas = at === null || at === document.body || at.closest('[data-place="canvas"], [data-place="outline"]') !== null;
  const isMarked = event.type === 'copy' && (window.getSelection()?.toString() ?? '') !== '';
  return !event.defaultPrevented && isCanvas && !isMarked && !takesText(at) && document.querySelector('[aria-modal="true"]') === null;
}
