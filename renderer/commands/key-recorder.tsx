import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Command } from './command.ts';
import { conflictsOf } from './key-map.ts';
import { keyLabel, keyName } from './keys.ts';
import styles from './key-screen.module.css';
import { reservedFor } from './reserved-keys.ts';
import { IS_MAC } from './use-command-keys.ts';

/** Waits for a key; says whose it is, and takes it from there when asked to. */
export function KeyRecorder(props: {
  command: Command;
  commands: readonly Command[];
  onTake: (key: string, from: readonly Command[]) => void;
  onGiveUp: () => void;
}) {
  const { command, commands, onTake, onGiveUp } = props;
  const [pressed, setPressed] = useState<string | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const name = keyName(event, IS_MAC);
      const isOnButton = event.target instanceof Element && event.target.closest('[data-answer]') !== null;
      // Answers to a conflict are pressed as any button is.
      if (isOnButton && (name === 'Enter' || name === 'Space' || name === 'Tab' || name === 'Shift+Tab')) return;
      event.preventDefault();
      event.stopPropagation();
      if (name === null) return;
      if (name === 'Escape') {
        onGiveUp();
        return;
      }
      if (reservedFor(name, IS_MAC) === null && !command.keys.includes(name) && conflictsOf(command, name, commands).length === 0)
        onTake(name, []);
      else setPressed(name);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [command, commands, onTake, onGiveUp]);

  if (pressed === null)
    return (
      <p className={styles.waiting} role="status">
        Press the new key for “{command.title}”. Esc gives up.
      </p>
    );
  const reserved = reservedFor(pressed, IS_MAC);
  const others = conflictsOf(command, pressed, commands);
  const label = keyLabel(pressed, IS_MAC);
  return (
    <div className={styles.answer} role="alert">
      <p className={styles.sentence}>
        {reserved !== null
          ? `${label} ${reserved}`
          : command.keys.includes(pressed)
            ? `${label} is a key of this command already. Press another one, or Esc.`
            : `${label} is the key of ${others.map(({ title }) => `“${title}”`).join(' and ')}.`}
      </p>
      {reserved === null && others.length > 0 && (
        <Button data-answer data-autofocus ref={focusOnce} size="compact-sm" onClick={() => onTake(pressed, others)}>
          Take it from there
        </Button>
      )}
      <Button data-answer size="compact-sm" variant="default" onClick={onGiveUp}>
        Leave it
      </Button>
    </div>
  );
}

const focusOnce = (button: HTMLButtonElement | null) => button?.focus();
