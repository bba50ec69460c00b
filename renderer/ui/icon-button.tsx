import { ActionIcon, Tooltip } from '@mantine/core';
import styles from './icon-button.module.css';
import type { Icon } from '@tabler/icons-react';
import { use } from 'react';
import { OwnKeys } from './own-keys.ts';

/** A button that is only an icon: its words stand in the tooltip and for screen readers; `keys` shows its shortcut there, or what the person made of it. */
export function IconButton(props: {
  icon: Icon;
  words: string;
  keys?: string;
  disabled?: boolean;
  pressed?: boolean;
  onPress: () => void;
}) {
  const { icon: Drawn, words, disabled = false, pressed } = props;
  const keys = use(OwnKeys)(props.keys ?? '');
  return (
    <Tooltip label={keys === '' ? words : `${words}  ${keys}`}>
      <ActionIcon
        className={styles.button ?? ''}
        aria-label={words}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        // Disabled buttons get no pointer events, so the tooltip would never say why.
        data-disabled={disabled}
        aria-disabled={disabled}
        onClick={() => {
          if (!disabled) props.onPress();
        }}
      >
        <Drawn size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
