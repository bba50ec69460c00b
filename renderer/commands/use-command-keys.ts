import { useEffect } from 'react';
import { useStudioStore } from '../state/studio.ts';
import { commandFor } from './command-for.ts';
import { keyName, pressesControl, takesText } from './keys.ts';
import { ownCommands } from './own-commands.ts';

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Runs commands by their keys, for as long as the window stands. What stops a key from coming here keeps it for itself. */
export function useCommandKeys(): void {
  const store = useStudioStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = keyName(event, IS_MAC);
      if (name === null) return;
      const target = event.target instanceof Element ? event.target : null;
      // A sheet over the window keeps the keyboard, but for the keys that open and close sheets.
      const isOver = isIn(target, '[role="dialog"], [role="listbox"], [role="menu"]');
      const isNowhere = target === null || target === document.body;
      const place = {
        isCanvas: !isOver && (isNowhere || isIn(target, '[data-place="canvas"]')),
        isOutline: !isOver && (isNowhere || isIn(target, '[data-place="outline"]')) && !pressesControl(target, name),
        isTimeline: !isOver && isIn(target, '[data-place="timeline"]') && !pressesControl(target, name),
        isCompare: !isOver && !isIn(target, '[data-place="canvas"], [data-place="outline"], [data-place="timeline"]'),
        isText: takesText(target) || isIn(target, '[data-place="json"]'),
      };
      const command = commandFor(name, place, store.getState(), ownCommands(store.getState()));
      if (command === null || command.byBrowser === true || (isOver && command.id !== 'window.commands')) return;
      event.preventDefault();
      command.run(store.getState());
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

const isIn = (target: Element | null, places: string): boolean => (target?.closest(places) ?? null) !== null;
