import { Button, Checkbox, Modal, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClassView, ModelChoice, ModelsView } from '../../../engine/contract/models.ts';
import { useStudio } from '../../state/studio.ts';
import { choiceOf, formOf, type ChoiceForm, type FormFaults } from './choice-form.ts';
import { ownerOf } from './key-owner.ts';
import styles from './models.module.css';
import { classTitle } from './models-words.ts';
import { MoreFields } from './more-fields.tsx';

/** Asks which model shall answer for a class, and for its key where it has none. What is typed stays until it is taken. */
export function ChoiceDialog({ one, models, onClose }: { one: ClassView; models: ModelsView; onClose: () => void }) {
  const changeModels = useStudio(studio => studio.changeModels);
  const testModel = useStudio(studio => studio.testModel);
  const [form, setForm] = useState(() => formOf(one));
  const [key, setKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [forAll, setForAll] = useState(false);
  const [faults, setFaults] = useState<FormFaults>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<ChoiceForm>) => {
    setForm({ ...form, ...part });
    setFaults({});
    setTrouble(null);
  };
  const provider = models.providers.find(each => each.provider === form.provider);

  /** Before the model is chosen, so that it is ready to be asked. Null when there is none to keep, or it is kept. */
  const keepKey = async (choice: ModelChoice): Promise<string | null> => {
    if (key.trim() === '' || choice.provider === 'local-extractive') return null;
    const locked = models.vault.lock === 'open' ? null : await changeModels(host => host.unlock({ passphrase }));
    return locked ?? changeModels(host => host.setKey({ of: ownerOf(choice), key }));
  };

  const save = async () => {
    const made = choiceOf(form);
    if ('faults' in made) {
      setFaults(made.faults);
      return;
    }
    setBusy(true);
    const { choice } = made;
    const classes = forAll ? models.classes.map(({ modelClass }) => modelClass) : [one.modelClass];
    const told = (await keepKey(choice)) ?? (await changeModels(host => host.choose({ classes, choice })));
    setBusy(false);
    setTrouble(told);
    if (told !== null) return;
    void testModel(one.modelClass);
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={`Model for ${classTitle(one.modelClass).toLowerCase()}`} size="md">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <Select
          label="Who answers"
          data-autofocus
          allowDeselect={false}
          data={[
            { value: 'local-extractive', label: 'Local model (no key, no network)' },
            ...models.providers.map(each => ({ value: each.provider, label: each.title })),
          ]}
          value={form.provider}
          onChange={value => {
            const next = models.providers.find(each => each.provider === value);
            change({ provider: next?.provider ?? 'local-extractive' });
          }}
        />
        {provider === undefined ? (
          <p className={styles.quiet}>
            It fills each field with sentences of the evidence. It writes nothing of its own, and nothing leaves this computer.
          </p>
        ) : (
          <>
            <TextInput
              label="Model"
              description={`As ${provider.provider === 'openai-compatible' ? 'the server' : provider.title} names it, with its version, such as ${provider.modelExample}.`}
              value={form.modelId}
              error={faults.modelId}
              onChange={event => change({ modelId: event.currentTarget.value })}
            />
            <TextInput
              label="Address"
              description={provider.address === null ? 'Of the server, up to and with the version.' : 'Only for a server in between.'}
              placeholder={provider.address ?? 'http://127.0.0.1:11434/v1'}
              value={form.baseUrl}
              error={faults.baseUrl}
              onChange={event => change({ baseUrl: event.currentTarget.value })}
            />
            <PasswordInput
              label="Key"
              description={`${models.vault.sentence} It is never shown again. Leave this empty to go on with the key that is set.`}
              autoComplete="off"
              value={key}
              onChange={event => {
                setKey(event.currentTarget.value);
                setTrouble(null);
              }}
            />
            {models.vault.lock !== 'open' && key !== '' && (
              <PasswordInput
                label={models.vault.lock === 'new' ? 'Choose a passphrase for the keys' : 'Passphrase of the keys'}
                description={
                  models.vault.lock === 'new' ? 'A few words. It is kept nowhere.' : 'The keys stay open until Atelier is closed.'
                }
                autoComplete="off"
                value={passphrase}
                onChange={event => {
                  setPassphrase(event.currentTarget.value);
                  setTrouble(null);
                }}
              />
            )}
            <MoreFields form={form} faults={faults} change={change} />
          </>
        )}
        <Checkbox label="For all five classes" checked={forAll} onChange={event => setForAll(event.currentTarget.checked)} />
        {trouble !== null && (
          <p className={styles.trouble} role="alert">
            {trouble}
          </p>
        )}
        <div className={styles.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {provider === undefined ? 'Save' : 'Save and test'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
