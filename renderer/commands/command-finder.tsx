import { Modal } from '@mantine/core';
import { IconRoute, IconSearch } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { FlowId } from '../../engine/base/ids.ts';
import { flowChoices } from '../panels/flows/flow-choices.ts';
import { useStudio, type Studio } from '../state/studio.ts';
import styles from './command-finder.module.css';
import { keyLabel } from './keys.ts';
import { found, type Findable } from './found.ts';
import { ownCommands } from './own-commands.ts';
import { IS_MAC } from './use-command-keys.ts';

/** Finds commands, flows and steps by what they are called; Enter goes there or does it. */
export function CommandFinder() {
  const isOpen = useStudio(studio => studio.sheet === 'commands');
  const showSheet = useStudio(studio => studio.showSheet);
  const close = () => showSheet(null);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      title={null}
      // It stands there at once: whoever types on after the key that opens it writes into it, and not on the canvas behind.
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': 'Find a command' } }}
    >
      {isOpen && <OpenFinder onClose={close} />}
    </Modal>
  );
}

/** Follows everything while it is open: what has just become possible can be found, without opening it again. */
function OpenFinder({ onClose }: { onClose: () => void }) {
  const studio = useStudio(all => all);
  return (
    <Finder
      findables={findables(studio)}
      onChoose={findable => {
        onClose();
        findable.run();
      }}
    />
  );
}

/** What can be found now: flows to open, steps to go to, commands that make sense. */
function findables(studio: Studio): readonly Findable[] {
  return [
    ...ownCommands(studio)
      .filter(command => command.when(studio))
      .map(command => ({
        key: command.id,
        title: command.title,
        hint: command.keys[0] === undefined ? command.group : keyLabel(command.keys[0], IS_MAC),
        run: () => command.run(studio),
      })),
    ...flowChoices(studio.flows ?? [], null).map(({ value, label }) => ({
      key: `flow ${value}`,
      title: label,
      hint: 'Flow',
      run: () => void studio.showFlow(FlowId.parse(value)),
    })),
    ...(studio.openFlow?.flow.steps ?? []).map(step => ({
      key: `step ${step.id}`,
      title: step.title ?? step.id,
      hint: 'Step',
      run: () => {
        studio.select([step.id]);
        studio.hands?.bringIntoView(step.id);
      },
    })),
  ];
}

function Finder({ findables: all, onChoose }: { findables: readonly Findable[]; onChoose: (findable: Findable) => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const shown = found(all, typed).slice(0, 60);
  const move = (by: number) => setAt((at + by + shown.length) % Math.max(1, shown.length));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = shown[at];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.finder}>
      <div className={styles.search}>
        <IconSearch size={16} stroke={1.8} />
        <input
          ref={field}
          className={styles.field}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="finder-list"
          aria-activedescendant={shown[at] === undefined ? undefined : `finder-${at}`}
          aria-label="Find a command, a flow or a step"
          placeholder="Find a command, a flow or a step"
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id="finder-list" role="listbox" aria-label="Found" className={styles.list}>
        {shown.map((findable, index) => (
          <div
            key={findable.key}
            id={`finder-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.row}
            ref={row => {
              if (index === at) row?.scrollIntoView({ block: 'nearest' });
            }}
            onPointerMove={() => setAt(index)}
            onClick={() => onChoose(findable)}
          >
            <span className={styles.title}>{findable.title}</span>
            <span className={styles.hint}>{findable.hint}</span>
          </div>
        ))}
        {shown.length === 0 && (
          <p className={styles.nothing}>
            <IconRoute size={16} /> Nothing is called “{typed}”.
          </p>
        )}
      </div>
    </div>
  );
}
