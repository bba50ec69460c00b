import { Button, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { SliceName } from '../../../engine/base/ids.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';
import { CommittedText } from '../../ui/committed-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { addedSlice, changedFlow, changedSlice, removedSlice, renamedSlice, type FlowChange } from './form-edit.ts';
import { FixButtons } from '../problems/fix-buttons.tsx';
import styles from './form.module.css';
import { TriggerFields } from './trigger-fields.tsx';

/** What the flow says of itself: name, purpose, the packet it needs, how it begins. */
export function FlowForm({ flow }: { flow: Flow }) {
  const edit = useStudio(studio => studio.edit);
  const problems = useStudio(studio => studio.problems);
  const commit: CommitFlow = change => edit(changedFlow(change))?.message ?? null;
  const loose = problems.filter(problem => problem.stepId === undefined);
  return (
    <div className={styles.form}>
      <section className={styles.section}>
        <CommittedText
          label="Name"
          value={flow.name}
          onCommit={name => (name.trim() === '' ? 'A flow has a name.' : commit({ name: name.trim() }))}
        />
        <CommittedText
          label="What it is for"
          long
          value={flow.description ?? ''}
          onCommit={description => commit({ description: description === '' ? undefined : description })}
        />
        {loose.map(problem => (
          <div key={problem.message}>
            <p className={styles.wrong} data-severity={problem.severity}>
              {problem.message}
            </p>
            <FixButtons problem={problem} />
          </div>
        ))}
      </section>
      <section className={styles.section}>
        <h2 className={styles.sectionTitle}>Packet</h2>
        <p className={styles.description}>The evidence a run gets, slice by slice. Steps read it as packet.name.</p>
        {Object.keys(flow.packet.slices).map(name => (
          <SliceFields key={name} flow={flow} name={name as SliceName} commit={commit} />
        ))}
        <NewSlice flow={flow} commit={commit} />
      </section>
      <section className={styles.section}>
        <h2 className={styles.sectionTitle}>Trigger</h2>
        <TriggerFields flow={flow} commit={commit} />
      </section>
    </div>
  );
}

/** Gives the sentence that refused the change, or null. */
export type CommitFlow = (change: FlowChange) => string | null;

const SLICE_TYPES = [
  { value: 'string', label: 'Text' },
  { value: 'object', label: 'Fields' },
  { value: 'array', label: 'List' },
  { value: 'number', label: 'Number' },
  { value: 'any', label: 'Anything' },
];

const typeWords = (type: string): string => SLICE_TYPES.find(one => one.value === type)?.label ?? type;

function SliceFields({ flow, name, commit }: { flow: Flow; name: SliceName; commit: CommitFlow }) {
  const slice = flow.packet.slices[name];
  if (slice === undefined) return null;
  const type = typeof slice.schema['type'] === 'string' ? slice.schema['type'] : 'any';
  const isPlain = Object.keys(slice.schema).every(key => key === 'type');
  return (
    <div className={styles.slice} data-field={`packet.slices.${name}`}>
      <div className={styles.sliceHead}>
        <CommittedText label="Slice" hidesLabel isCode value={name} onCommit={next => renamedOrSentence(flow, name, next, commit)} />
        {isPlain && (
          <Select
            aria-label={`What ${name} is`}
            data={SLICE_TYPES}
            value={type}
            allowDeselect={false}
            w={96}
            onChange={next => void commit(changedSlice(flow, name, { schema: next === null || next === 'any' ? {} : { type: next } }))}
          />
        )}
        <span className={styles.tall}>
          <IconButton icon={IconTrash} words={`Remove the slice ${name}`} onPress={() => void commit(removedSlice(flow, name))} />
        </span>
      </div>
      <CommittedText
        label={`What ${name} holds`}
        hidesLabel
        placeholder="What it holds"
        value={slice.description ?? ''}
        onCommit={description => commit(changedSlice(flow, name, { description: description === '' ? undefined : description }))}
      />
      <div className={styles.sliceFoot}>
        <Switch
          label="Required"
          checked={slice.required}
          onChange={event => void commit(changedSlice(flow, name, { required: event.currentTarget.checked }))}
        />
        {!isPlain && <span className={styles.description}>{typeWords(type)}, by a schema of its own</span>}
      </div>
    </div>
  );
}

function renamedOrSentence(flow: Flow, name: SliceName, next: string, commit: CommitFlow): string | null {
  const renamed = renamedSlice(flow, name, next.trim());
  return renamed.ok ? commit(renamed.value) : renamed.error;
}

function NewSlice({ flow, commit }: { flow: Flow; commit: CommitFlow }) {
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const add = () => {
    if (name.trim() === '') return;
    const added = addedSlice(flow, name.trim());
    const sentence = added.ok ? commit(added.value) : added.error;
    setRefusal(sentence);
    if (sentence === null) setName('');
  };
  return (
    <div className={styles.sliceHead}>
      <TextInput
        style={{ flex: 1 }}
        aria-label="Name of a new slice"
        placeholder="Name of a new slice"
        spellCheck={false}
        value={name}
        error={refusal}
        onChange={event => setName(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') add();
        }}
      />
      <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add}>
        Add slice
      </Button>
    </div>
  );
}
