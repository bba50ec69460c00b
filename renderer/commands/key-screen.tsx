import { Button, Modal, TextInput } from '@mantine/core';
import { IconPlus, IconRestore, IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ALL_COMMANDS } from './all-commands.ts';
import { COMMAND_GROUPS, type Command } from './command.ts';
import { found } from './found.ts';
import { keysSet } from './key-map.ts';
import { KeyRecorder } from './key-recorder.tsx';
import { keyLabel } from './keys.ts';
import styles from './key-screen.module.css';
import { useOwnCommands } from './own-commands.ts';
import { IS_MAC } from './use-command-keys.ts';

/** Every command with its keys, each of which can be taken off, added to, and set back. */
export function KeyScreen() {
  const isOpen = useStudio(studio => studio.sheet === 'own-keys');
  const showSheet = useStudio(studio => studio.showSheet);
  const [recording, setRecording] = useState<string | null>(null);
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        setRecording(null);
        showSheet(null);
      }}
      closeOnEscape={recording === null}
      title="Your keys"
      size={720}
    >
      {isOpen && <Keys recording={recording} onRecord={setRecording} />}
    </Modal>
  );
}

function Keys({ recording, onRecord }: { recording: string | null; onRecord: (commandId: string | null) => void }) {
  const commands = useOwnCommands();
  const keyMap = useStudio(studio => studio.keyMap);
  const resetKeys = useStudio(studio => studio.resetKeys);
  const [typed, setTyped] = useState('');
  const findable = commands.map(command => ({
    ...command,
    hint: `${command.group} ${command.keys.map(key => keyLabel(key, IS_MAC)).join(' ')}`,
  }));
  const shown = found(findable, typed);
  const changed = Object.keys(keyMap).length;
  return (
    <>
      <div className={styles.tools}>
        <TextInput
          className={styles.search ?? ''}
          data-autofocus
          aria-label="Find a command or a key"
          placeholder="Find a command or a key"
          leftSection={<IconSearch size={15} />}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Button variant="default" disabled={changed === 0} onClick={resetKeys}>
          Set all back
        </Button>
      </div>
      <p className={styles.note}>
        {changed === 0
          ? 'Atelier comes with these keys. '
          : `You changed the keys of ${changed === 1 ? 'one command' : `${changed} commands`}. `}
        What you change holds in every workspace that you open here.
      </p>
      <div className={styles.list}>
        {COMMAND_GROUPS.map(group => {
          const ofGroup = shown.filter(command => command.group === group);
          return ofGroup.length === 0 ? null : (
            <section key={group} aria-label={group}>
              <h3 className={styles.heading}>{group}</h3>
              {ofGroup.map(command => (
                <KeyLine
                  key={command.id}
                  command={command}
                  commands={commands}
                  isRecording={recording === command.id}
                  onRecord={isOn => onRecord(isOn ? command.id : null)}
                />
              ))}
            </section>
          );
        })}
        {shown.length === 0 && <p className={styles.note}>No command is called “{typed}”, and none has it as a key.</p>}
      </div>
    </>
  );
}

function KeyLine(props: { command: Command; commands: readonly Command[]; isRecording: boolean; onRecord: (isOn: boolean) => void }) {
  const { command, commands, isRecording, onRecord } = props;
  const store = useStudioStore();
  const isOwn = useStudio(studio => Object.hasOwn(studio.keyMap, command.id));
  const set = (keys: readonly string[], from: readonly Command[] = [], key = '') => {
    const { keyMap, setKeyMap } = store.getState();
    const lost = from.reduce((map, other) => keysSet(map, original(other), without(other.keys, key)), keyMap);
    setKeyMap(keysSet(lost, original(command), keys));
  };
  return (
    <div className={styles.line} data-own={isOwn || undefined}>
      <div className={styles.row}>
        <span className={styles.title}>
          {command.title}
          {isOwn && <span className={styles.own}>yours</span>}
        </span>
        <span className={styles.keys}>
          {command.keys.map(key => (
            <kbd key={key} className={styles.key}>
              {keyLabel(key, IS_MAC)}
              {command.byBrowser !== true && (
                <button
                  type="button"
                  className={styles.off}
                  aria-label={`Take ${keyLabel(key, IS_MAC)} off “${command.title}”`}
                  onClick={() => set(without(command.keys, key))}
                >
                  <IconX size={11} />
                </button>
              )}
            </kbd>
          ))}
        </span>
        {command.byBrowser === true ? (
          <span className={styles.fixed} title="The system itself copies, cuts and pastes by this key.">
            fixed
          </span>
        ) : (
          <>
            <IconButton
              icon={IconPlus}
              words={`Record a key for “${command.title}”`}
              pressed={isRecording}
              onPress={() => onRecord(!isRecording)}
            />
            <IconButton
              icon={IconRestore}
              words={`Set the keys of “${command.title}” back`}
              disabled={!isOwn}
              onPress={() => set(original(command).keys)}
            />
          </>
        )}
      </div>
      {isRecording && (
        <KeyRecorder
          command={command}
          commands={commands}
          onTake={(key, from) => {
            set([...command.keys, key], from, key);
            onRecord(false);
          }}
          onGiveUp={() => onRecord(false)}
        />
      )}
    </div>
  );
}

/** The command with the keys it comes with. */
const original = (command: Command): Command => ALL_COMMANDS.find(({ id }) => id === command.id) ?? command;

const without = (keys: readonly string[], key: string): readonly string[] => keys.filter(other => other !== key);
