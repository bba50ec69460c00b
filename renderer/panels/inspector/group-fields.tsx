import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import { FieldFrame } from './field-frame.tsx';
import { useFormPlace } from './form-place.ts';
import type { FieldShape, FieldVariant, FormField } from './form-shape.ts';
import { dotted, valueAt, type FieldPath } from './value-at.ts';
import styles from './form.module.css';

interface GroupProps<Kind extends FieldShape['kind']> {
  readonly field: FormField;
  readonly path: FieldPath;
  readonly value: Json | undefined;
  readonly shape: Extract<FieldShape, { kind: Kind }>;
  readonly beside?: React.ReactNode;
}

/** Fields that belong together. Keys that no field knows are kept, and stand below as JSON. */
export function GroupField({ field, path, value, shape, beside }: GroupProps<'group'>) {
  const place = useFormPlace();
  const known = new Set([...shape.fields.map(one => one.name), ...(shape.hides ?? [])]);
  const others = isJsonObject(value) ? Object.keys(value).filter(key => !known.has(key)) : [];
  return (
    <fieldset className={styles.group} data-field={dotted(path)}>
      <legend className={styles.groupTitle}>
        {field.title}
        {beside}
      </legend>
      {field.description !== null && <p className={styles.description}>{field.description}</p>}
      {[...shape.fields, ...others.map(unknownField)].map(inner => place.draw(inner, [...path, inner.name], valueAt(value, [inner.name])))}
    </fieldset>
  );
}

const unknownField = (name: string): FormField => ({
  name,
  title: name,
  description: 'Not named by the schema; kept as it is.',
  required: false,
  templated: true,
  shape: { kind: 'json' },
});

/** Members of one shape, in order. */
export function ListField({ field, path, value, shape, beside }: GroupProps<'list'>) {
  const place = useFormPlace();
  const list: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : []; // true: a list of JSON holds JSON
  return (
    <FieldFrame field={field} path={path} controlId={null} beside={beside}>
      {list.map((member, index) => (
        <div
          key={index}
          className={styles.member}
          onKeyDown={event => {
            const to = event.altKey && event.key === 'ArrowUp' ? index : event.altKey && event.key === 'ArrowDown' ? index + 1 : 0;
            if (to < 1 || to >= list.length) return;
            event.preventDefault();
            event.stopPropagation();
            void place.commit(path, movedUp(list, to));
          }}
        >
          <div className={styles.memberField}>{place.draw(memberField(field, shape.of, index), [...path, index], member)}</div>
          {list.length > 1 && (
            <MoveUp
              words={`Move ${index + 1} of ${field.title} up`}
              disabled={index === 0}
              onPress={() => void place.commit(path, movedUp(list, index))}
            />
          )}
          <Remove
            words={`Remove ${index + 1} of ${field.title}`}
            onPress={() => void place.commit(path, list.length === 1 ? undefined : list.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <Add words={`Add to ${field.title.toLowerCase()}`} onPress={() => void place.commit(path, [...list, blankOf(shape.of)])} />
    </FieldFrame>
  );
}

const memberField = (field: FormField, shape: FieldShape, index: number): FormField => ({
  name: String(index),
  title: `${index + 1}`,
  description: null,
  required: true,
  templated: field.templated,
  shape,
});

/** What stands in a member just added. */
export function blankOf(shape: FieldShape): Json {
  switch (shape.kind) {
    case 'group':
      return Object.fromEntries(shape.fields.filter(field => field.required).map(field => [field.name, blankName(field)]));
    case 'record':
      return {};
    case 'list':
      return [];
    case 'number':
      return shape.min ?? 0;
    case 'yes-no':
      return false;
    case 'choice':
      return shape.values?.[0] ?? shape.options[0] ?? '';
    case 'one-of':
      return shape.variants[0] === undefined ? '' : blankVariant(shape.variants[0]);
    case 'form':
      return {};
    case 'json':
    case 'text':
    case 'date':
    case 'expression':
    case 'reference':
      return '';
  }
}

/** A variant just chosen: its marks, and what it requires. */
export function blankVariant({ shape, marks }: FieldVariant): Json {
  const blank = blankOf(shape);
  return isJsonObject(blank) ? { ...blank, ...marks } : blank;
}

/** Schemas often forbid empty names; a word that fits is better than a refusal. */
const blankName = (field: FormField): Json =>
  field.shape.kind === 'text' ? (field.name === 'id' ? 'other' : 'Other') : blankOf(field.shape);

/** Names that the person gives, each with a value. */
export function RecordField({ field, path, value, shape, beside }: GroupProps<'record'>) {
  const place = useFormPlace();
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const add = () => {
    if (name.trim() === '') return;
    const sentence = entries.some(([key]) => key === name.trim())
      ? 'This name is taken already.'
      : place.commit([...path, name.trim()], blankOf(shape.of));
    setRefusal(sentence);
    if (sentence === null) setName('');
  };
  return (
    <FieldFrame field={field} path={path} controlId={null} refusal={refusal} beside={beside}>
      {entries.map(([key, member]) => (
        <div key={key} className={styles.member}>
          <div className={styles.memberField}>
            {place.draw({ ...memberField(field, shape.of, 0), name: key, title: key }, [...path, key], member)}
          </div>
          <Remove words={`Remove ${key}`} onPress={() => void place.commit(entries.length === 1 ? path : [...path, key], undefined)} />
        </div>
      ))}
      <div className={styles.member}>
        <TextInput
          className={styles.memberField}
          aria-label={`New name in ${field.title.toLowerCase()}`}
          placeholder="New name"
          spellCheck={false}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter') add();
          }}
        />
        <Tooltip label="Add this name">
          <ActionIcon aria-label="Add this name" size={32} onClick={add}>
            <IconPlus size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </FieldFrame>
  );
}

/** The list with the member at `index` before the one above it. */
const movedUp = (list: readonly Json[], index: number): Json =>
  list.map((member, at) => (at === index - 1 ? list[index] : at === index ? list[index - 1] : member) ?? null);

export const MoveUp = ({ words, disabled, onPress }: { words: string; disabled: boolean; onPress: () => void }) => (
  <Tooltip label={`${words}  Alt+↑`}>
    <ActionIcon
      aria-label={words}
      className={styles.remove}
      data-disabled={disabled}
      aria-disabled={disabled}
      onClick={() => !disabled && onPress()}
    >
      <IconArrowUp size={15} stroke={1.7} />
    </ActionIcon>
  </Tooltip>
);

export const Remove = ({ words, onPress }: { words: string; onPress: () => void }) => (
  <Tooltip label={words}>
    <ActionIcon aria-label={words} className={styles.remove} onClick={onPress}>
      <IconTrash size={15} stroke={1.7} />
    </ActionIcon>
  </Tooltip>
);

export const Add = ({ words, onPress }: { words: string; onPress: () => void }) => (
  <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} className={styles.add} onClick={onPress}>
    {words}
  </Button>
);
