import { Button, Group, Modal, PasswordInput, Text } from '@mantine/core';
import { IconKey, IconKeyOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useStudio } from '../../state/studio.ts';
import { DangerButton } from '../../ui/danger-button.tsx';
import type { KeyInUse } from './keys-in-use.ts';
import styles from './models.module.css';
import { keyLine } from './models-words.ts';

/** One key: whether it is set; to be set, replaced and deleted. */
export function KeyRow({ keyInUse, isOpen }: { keyInUse: KeyInUse; isOpen: boolean }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const [asks, setAsks] = useState<'key' | 'delete' | null>(null);
  const [key, setKey] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const { words, isWell } = keyLine(keyInUse.remote);
  const isSet = keyInUse.remote.key.kind === 'set';
  const Mark = isWell ? IconKey : IconKeyOff;
  const close = () => {
    setAsks(null);
    setKey('');
    setTrouble(null);
  };
  const run = async (change: Parameters<typeof changeModels>[0]) => {
    const told = await changeModels(change);
    if (told === null) close();
    else setTrouble(told);
  };
  return (
    <li className={styles.key} aria-label={`Key ${keyInUse.name}`}>
      <span className={styles.classLines}>
        <span className={styles.className}>
          {keyInUse.title}
          {keyInUse.name !== keyInUse.of.provider && ` (${keyInUse.name})`}
        </span>
        <span className={styles.quiet}>{keyInUse.address}</span>
      </span>
      <span className={styles.facts}>
        <span data-well={isWell}>
          <Mark size={13} aria-hidden /> {words}
        </span>
      </span>
      {keyInUse.isKept && (
        <span className={styles.classButtons}>
          <Button variant="default" size="compact-sm" disabled={!isOpen} onClick={() => setAsks('key')}>
            {isSet ? 'Replace…' : 'Set…'}
          </Button>
          {isSet && (
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => setAsks('delete')}>
              Delete…
            </Button>
          )}
        </span>
      )}
      <Modal opened={asks === 'key'} onClose={close} title={`${isSet ? 'Replace' : 'Set'} the key for ${keyInUse.title}`}>
        <form
          className={styles.form}
          onSubmit={event => {
            event.preventDefault();
            if (key.trim() !== '') void run(host => host.setKey({ of: keyInUse.of, key }));
          }}
        >
          <PasswordInput
            label="Key"
            description={`It is sent to ${keyInUse.address} and nowhere else, and never shown again.`}
            autoComplete="off"
            data-autofocus
            value={key}
            error={trouble}
            onChange={event => {
              setKey(event.currentTarget.value);
              setTrouble(null);
            }}
          />
          <div className={styles.answers}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={key.trim() === ''}>
              {isSet ? 'Replace' : 'Set'}
            </Button>
          </div>
        </form>
      </Modal>
      <Modal opened={asks === 'delete'} onClose={close} title={`Delete the key for ${keyInUse.title}?`}>
        <Text>
          Nothing can bring it back: to use {keyInUse.title} again, the key has to be set again. Other workspaces of yours on this computer
          use the same key.
        </Text>
        {trouble !== null && (
          <p className={styles.trouble} role="alert">
            {trouble}
          </p>
        )}
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" data-autofocus onClick={close}>
            Keep it
          </Button>
          <DangerButton onPress={() => void run(host => host.removeKey({ of: keyInUse.of }))}>Delete</DangerButton>
        </Group>
      </Modal>
    </li>
  );
}
