import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { KeyRow } from './key-row.tsx';
import { keysInUse } from './keys-in-use.ts';
import styles from './models.module.css';

/** The keys that the chosen models need: set or not, never shown. */
export function KeySection({ models }: { models: ModelsView }) {
  const keys = keysInUse(models.classes);
  return (
    <section className={styles.section} aria-labelledby="keys-title">
      <h2 className={styles.subtitle} id="keys-title">
        Keys
      </h2>
      <p className={styles.quiet}>{models.vault.sentence} No file, trace, export or screen ever shows one.</p>
      {models.vault.lock !== 'open' && <Unlock isNew={models.vault.lock === 'new'} />}
      {keys.length === 0 ? (
        <p className={styles.quiet}>The chosen models need none.</p>
      ) : (
        <ul className={styles.keys}>
          {keys.map(key => (
            <KeyRow key={`${key.name} ${key.address}`} keyInUse={key} isOpen={models.vault.lock === 'open'} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Asks for the passphrase of the file of keys, or for a new one. */
function Unlock({ isNew }: { isNew: boolean }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const [passphrase, setPassphrase] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const unlock = async () => {
    setBusy(true);
    const told = await changeModels(host => host.unlock({ passphrase }));
    setBusy(false);
    setTrouble(told);
    if (told === null) setPassphrase('');
  };
  return (
    <form
      className={styles.unlock}
      onSubmit={event => {
        event.preventDefault();
        if (!busy && passphrase !== '') void unlock();
      }}
    >
      <PasswordInput
        className={styles.passphrase}
        label={isNew ? 'Choose a passphrase for the keys' : 'Passphrase of the keys'}
        description={
          isNew
            ? 'A few words. It is kept nowhere: without it the keys have to be set again.'
            : 'The keys stay open until Atelier is closed.'
        }
        autoComplete="off"
        value={passphrase}
        error={trouble}
        onChange={event => {
          setPassphrase(event.currentTarget.value);
          setTrouble(null);
        }}
      />
      <Button type="submit" loading={busy} disabled={passphrase === ''}>
        {isNew ? 'Use this passphrase' : 'Unlock'}
      </Button>
    </form>
  );
}
