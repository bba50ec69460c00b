import { ActionIcon, Button, Select, Switch, TagsInput, TextInput, Tooltip } from '@mantine/core';
import { IconBraces, IconForms, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import type { Result } from '../../../engine/base/result.ts';
import { CommittedText } from '../../ui/committed-text.tsx';
import { FieldFrame } from './field-frame.tsx';
import { useFormPlace } from './form-place.ts';
import type { FormField } from './form-shape.ts';
import { MoveUp, Remove } from './group-fields.tsx';
import {
  ASKED,
  ASKED_WORDS,
  personFields,
  withField,
  withFieldUp,
  withNewField,
  withoutField,
  type PersonChange,
  type PersonField,
} from './person-form.ts';
import { TypedField } from './typed-field.tsx';
import type { FieldPath } from './value-at.ts';
import styles from './person-form.module.css';

/** What a person is asked to fill in: fields that are added, named, ordered and typed. What no field can say stays, and stands as JSON. */
export function PersonFormField({ field, path, value }: { field: FormField; path: FieldPath; value: Json | undefined }) {
  const place = useFormPlace();
  const [isJson, setJson] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form: JsonObject = isJsonObject(value) ? value : {};
  const fields = personFields(form);
  const commit = (next: JsonObject): string | null => {
    const sentence = place.commit(path, personFields(next).length === 0 && isBare(next) ? undefined : next);
    setRefusal(sentence);
    return sentence;
  };
  const take = (next: Result<JsonObject, string>): string | null => (next.ok ? commit(next.value) : next.error);
  const words = isJson ? 'Edit the form by its fields' : 'Edit the form as JSON';
  const switcher = (
    <Tooltip label={words}>
      <ActionIcon size={20} aria-label={words} onClick={() => setJson(!isJson)}>
        {isJson ? <IconForms size={14} /> : <IconBraces size={14} />}
      </ActionIcon>
    </Tooltip>
  );
  if (isJson) return <TypedField field={field} path={path} value={value} shape={{ kind: 'json' }} beside={switcher} />;
  return (
    <FieldFrame field={field} path={path} controlId={null} refusal={refusal} beside={switcher}>
      {fields.length === 0 && (
        <p className={styles.none}>The person only chooses an answer. Add fields for what else they should fill in.</p>
      )}
      <ol className={styles.fields}>
        {fields.map((one, index) => (
          <PersonFieldView
            key={one.name}
            field={one}
            index={index}
            onChange={change => take(withField(form, one.name, change))}
            onUp={() => void commit(withFieldUp(form, index))}
            onRemove={() => void commit(withoutField(form, one.name))}
          />
        ))}
      </ol>
      <NewField onAdd={title => take(withNewField(form, title))} />
    </FieldFrame>
  );
}

/** Nothing but what an empty form says anyway. */
const isBare = (form: JsonObject): boolean =>
  Object.keys(form).every(key => ['type', 'properties', 'required', 'x-order', 'additionalProperties'].includes(key));

function PersonFieldView(props: {
  field: PersonField;
  index: number;
  onChange: (change: PersonChange) => string | null;
  onUp: () => void;
  onRemove: () => void;
}) {
  const { field, index, onChange } = props;
  const called = field.title;
  return (
    <li
      className={styles.field}
      aria-label={called}
      onKeyDown={event => {
        if (!event.altKey || event.key !== 'ArrowUp' || index === 0) return;
        event.preventDefault();
        event.stopPropagation();
        props.onUp();
      }}
    >
      <div className={styles.line}>
        <CommittedText
          label={`Question of ${called}`}
          hidesLabel
          value={field.title}
          onCommit={title => (title.trim() === '' ? 'A field has a name.' : onChange({ title: title.trim() }))}
        />
        <MoveUp words={`Move ${called} up`} disabled={index === 0} onPress={props.onUp} />
        <Remove words={`Remove ${called}`} onPress={props.onRemove} />
      </div>
      <div className={styles.line}>
        <Select
          aria-label={`What ${called} asks for`}
          size="xs"
          style={{ flex: 1 }}
          allowDeselect={false}
          data={ASKED.filter(asked => asked !== 'other' || field.asked === 'other').map(asked => ({
            value: asked,
            label: ASKED_WORDS[asked],
          }))}
          value={field.asked}
          onChange={asked => {
            if (asked !== null && asked !== field.asked) onChange({ asked });
          }}
        />
        <Switch
          size="xs"
          label="Required"
          checked={field.required}
          onChange={event => void onChange({ required: event.currentTarget.checked })}
        />
      </div>
      {field.asked === 'choice' && (
        <TagsInput
          aria-label={`Choices of ${called}`}
          size="xs"
          placeholder="Type a choice, then Enter"
          value={[...field.choices]}
          acceptValueOnBlur
          onChange={choices => {
            if (choices.length > 0) onChange({ choices });
          }}
        />
      )}
      <CommittedText
        label={`Help for ${called}`}
        hidesLabel
        placeholder="A line of help beneath it"
        value={field.help}
        onCommit={help => onChange({ help: help.trim() })}
      />
      <div className={styles.line}>
        <span className={styles.nameWords}>In expressions: output.data.</span>
        <CommittedText
          label={`Name of ${called} in expressions`}
          hidesLabel
          isCode
          value={field.name}
          onCommit={name => onChange({ name: name.trim() })}
        />
      </div>
    </li>
  );
}

function NewField({ onAdd }: { onAdd: (title: string) => string | null }) {
  const [title, setTitle] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const add = () => {
    const sentence = title.trim() === '' ? 'Say what is asked, for instance Amount.' : onAdd(title);
    setRefusal(sentence);
    if (sentence === null) setTitle('');
  };
  return (
    <div className={styles.line}>
      <TextInput
        style={{ flex: 1 }}
        aria-label="What a new field asks"
        placeholder="What a new field asks"
        value={title}
        error={refusal}
        onChange={event => setTitle(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') add();
        }}
      />
      <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add}>
        Add field
      </Button>
    </div>
  );
}
