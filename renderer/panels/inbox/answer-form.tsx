import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import type { SchemaProblem } from '../../../engine/base/json-schema.ts';
import type { AnswerField } from './answer-fields.ts';

interface FormProps {
  readonly fields: readonly AnswerField[];
  readonly typed: JsonObject;
  readonly problems: readonly SchemaProblem[];
  readonly onType: (name: string, value: Json) => void;
}

/** The fields that a human task asks for, each with what is wrong with it. */
export const AnswerForm = ({ fields, typed, problems, onType }: FormProps) =>
  fields.map(field => (
    <Field
      key={field.name}
      field={field}
      value={field.name in typed ? (typed[field.name] ?? null) : field.initial}
      problem={problems.find(({ path }) => path === `/${field.name}` || path.startsWith(`/${field.name}/`))?.message ?? null}
      onType={value => onType(field.name, value)}
    />
  ));

function Field({
  field,
  value,
  problem,
  onType,
}: {
  field: AnswerField;
  value: Json;
  problem: string | null;
  onType: (value: Json) => void;
}) {
  const { input } = field;
  const around = { label: field.label, description: field.description, withAsterisk: field.required, error: problem };
  const text = typeof value === 'string' ? value : '';
  switch (input.kind) {
    case 'choice':
      return (
        <Select {...around} data={[...input.choices]} value={text === '' ? null : text} clearable={!field.required} onChange={onType} />
      );
    case 'number':
      return (
        <NumberInput {...around} value={typeof value === 'number' ? value : ''} onChange={typed => onType(typed === '' ? null : typed)} />
      );
    case 'yes-no':
      return (
        <Switch
          label={field.label}
          description={field.description}
          error={problem}
          checked={value === true}
          onChange={event => onType(event.currentTarget.checked)}
        />
      );
    case 'text':
      return <TextInput {...around} value={text} onChange={event => onType(event.currentTarget.value)} />;
    case 'date':
      return <TextInput {...around} type="date" value={text} onChange={event => onType(event.currentTarget.value)} />;
    case 'date-time':
      return (
        <TextInput
          {...around}
          description={[field.description, 'In UTC.'].filter(words => words !== '').join(' ')}
          type="datetime-local"
          value={text.replace(/(:\d\d)?Z$/, '')}
          onChange={event => onType(event.currentTarget.value === '' ? '' : `${event.currentTarget.value}:00Z`)}
        />
      );
    case 'long-text':
      return <Textarea {...around} value={text} autosize minRows={2} maxRows={8} onChange={event => onType(event.currentTarget.value)} />;
    case 'json':
      return (
        <Textarea
          {...around}
          description={field.description === '' ? 'As JSON.' : field.description}
          value={text}
          autosize
          minRows={2}
          maxRows={8}
          styles={{ input: { fontFamily: 'var(--mono)' } }}
          onChange={event => onType(event.currentTarget.value)}
        />
      );
  }
}
