import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { ownCommands } from '../commands/own-commands.ts';
import type { Command } from '../commands/command.ts';
import { keyLabel } from '../commands/keys.ts';
import { IS_MAC } from '../commands/use-command-keys.ts';
import type { CanvasMenu } from '../state/canvas-slice.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import styles from './canvas-menu.module.css';
import { menuCommands, menuTitle } from './canvas-menus.ts';

const NAMES = { step: 'Step', link: 'Link', note: 'Note', group: 'Group', canvas: 'Canvas' } as const;

/** What can be done where the hand pressed, or with what is selected: the commands that fit, by arrows and Enter or by a press. */
export function CanvasMenuView({ menu }: { menu: CanvasMenu }) {
  const store = useStudioStore();
  const close = useStudio(studio => studio.closeMenu);
  const place = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => menuCommands(menu.target, ownCommands(store.getState()), store.getState()), [menu, store]);

  useLayoutEffect(() => {
    const sheet = place.current;
    const canvas = sheet?.parentElement?.getBoundingClientRect();
    if (sheet === null || canvas === undefined) return;
    sheet.style.maxHeight = `${canvas.height - 16}px`;
    const { width, height } = sheet.getBoundingClientRect();
    sheet.style.left = `${Math.max(8, Math.min(menu.screen.x - canvas.left, canvas.width - width - 8))}px`;
    sheet.style.top = `${Math.max(8, Math.min(menu.screen.y - canvas.top, canvas.height - height - 8))}px`;
    if (menu.byKey) choices(sheet)[0]?.focus();
    else sheet.focus();
  }, [menu]);
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && place.current?.contains(event.target) !== true) close();
    };
    window.addEventListener('pointerdown', away, true);
    window.addEventListener('blur', close);
    return () => {
      window.removeEventListener('pointerdown', away, true);
      window.removeEventListener('blur', close);
    };
  }, [close]);

  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation();
    const all = choices(event.currentTarget);
    const at = all.findIndex(choice => choice === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    const typed = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey ? event.key.toLowerCase() : null;
    if (to !== undefined) all.at(to % Math.max(all.length, 1))?.focus();
    else if (typed !== null) [...all.slice(at + 1), ...all].find(choice => choice.dataset['title']?.startsWith(typed) === true)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab' || event.key === 'F10') close();
    else return;
    event.preventDefault();
  };
  const carryOut = (command: Command) => {
    // As things stood while the menu was open: a step is added where it was.
    const studio = store.getState();
    close();
    command.run(studio);
  };

  return (
    <div
      ref={place}
      className={`${styles.menu ?? ''} nokey`}
      role="menu"
      tabIndex={-1}
      aria-label={NAMES[menu.target]}
      onKeyDown={onKeyDown}
      onContextMenu={event => event.preventDefault()}
    >
      {groups.map(group => (
        <div key={group[0]?.id} role="group" className={styles.group}>
          {group.map(command => (
            <button
              key={command.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={styles.choice}
              data-title={menuTitle(command).toLowerCase()}
              onPointerMove={event => event.currentTarget.focus({ preventScroll: true })}
              onClick={() => carryOut(command)}
            >
              <span className={styles.icon}>{command.icon !== undefined && <command.icon size={16} stroke={1.7} aria-hidden />}</span>
              <span className={styles.title}>{menuTitle(command)}</span>
              <span className={styles.keys}>{command.keys[0] === undefined ? '' : keyLabel(command.keys[0], IS_MAC)}</span>
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

const choices = (menu: HTMLElement): readonly HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
