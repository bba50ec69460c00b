import { Autocomplete, Select, Switch } from '@mantine/core';
import { useId, useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { FieldFrame } from './field-frame.tsx';
import { SEVERAL_VALUES, useFormPlace } from './form-place.ts';
import { words, type FieldShape, type FormField } from './form-shape.ts';
import { useFieldFocus } from './use-field-focus.ts';
import type { FieldPath } from './value-at.ts';

interface ChoiceProps<Kind extends FieldShape['kind']> {
  readonly field: FormField;
  readonly path: FieldPath;
  readonly value: Json | undefined;
  readonly shape: Extract<FieldShape, { kind: Kind }>;
  readonly beside?: React.ReactNode;
}

/** One of a closed list of words. */
export function ChoiceField({ field, path, value, shape, beside }: ChoiceProps<'choice'>) {
  const place = useFormPlace();
  const id = useId();
  const focus = useFieldFocus(path);
  return (
    <FieldFrame field={field} path={path} controlId={id} beside={beside}>
      <Select
        id={id}
        ref={focus}
        data={choiceData(shape, value)}
        value={value === undefined || typeof value === 'object' ? null : String(value)}
        placeholder={place.isMixed?.(path) === true ? SEVERAL_VALUES : 'As usual'}
        clearable={!field.required}
        onChange={next => void place.commit(path, next === null ? undefined : valueOfOption(shape, next))}
      />
    </FieldFrame>
  );
}

/** The options by their names; a value that is none of them stands at the end, so that it can be seen. */
function choiceData({ options, labels }: ChoiceProps<'choice'>['shape'], value: Json | undefined): { value: string; label: string }[] {
  const data = options.map((option, index) => ({ value: option, label: labels?.[index] ?? words(option) }));
  const isKnown = value === undefined || typeof value === 'object' || options.includes(String(value));
  return isKnown ? data : [...data, { value: String(value), label: `${String(value)} (not in the list)` }];
}

function valueOfOption({ options, values }: ChoiceProps<'choice'>['shape'], option: string): Json {
  return values?.[options.indexOf(option)] ?? option;
}

export function YesNoField({ field, path, value, beside }: ChoiceProps<'yes-no'>) {
  const place = useFormPlace();
  const id = useId();
  const focus = useFieldFocus(path);
  return (
    <FieldFrame field={field} path={path} controlId={id} beside={beside}>
      <Switch
        id={id}
        ref={focus}
        checked={value === true}
        onChange={event => void place.commit(path, event.currentTarget.checked)}
        label={place.isMixed?.(path) === true ? SEVERAL_VALUES : value === undefined ? 'Not set' : value === true ? 'Yes' : 'No'}
      />
    </FieldFrame>
  );
}

/** A step, skill, product, action, event type or assignee: chosen from what there is, or typed. */
export function ReferenceField({ field, path, value, shape, beside }: ChoiceProps<'reference'>) {
  const place = useFormPlace();
  const options = place.options(shape.to);
  const known = typeof value === 'string' ? value : '';
  if (shape.to === 'step') return <StepReferenceField field={field} path={path} value={known} alsoHalt={shape.alsoHalt} beside={beside} />;
  return <NameField key={known} field={field} path={path} value={known} options={options} beside={beside} />;
}

function StepReferenceField(props: { field: FormField; path: FieldPath; value: string; alsoHalt: boolean; beside: React.ReactNode }) {
  const { field, path, value, alsoHalt } = props;
  const place = useFormPlace();
  const id = useId();
  const focus = useFieldFocus(path);
  const options = [...(alsoHalt ? [{ value: 'halt', label: 'Halt the run' }] : []), ...place.options('step')];
  const shown =
    value === '' || options.some(option => option.value === value) ? options : [...options, { value, label: `${value} (no such step)` }];
  return (
    <FieldFrame field={field} path={path} controlId={id} beside={props.beside}>
      <Select
        id={id}
        ref={focus}
        data={[...shown]}
        value={value === '' ? null : value}
        placeholder={place.isMixed?.(path) === true ? SEVERAL_VALUES : 'The run ends here'}
        searchable
        clearable={!alsoHalt}
        limit={100}
        nothingFoundMessage="No step of that name"
        onChange={next => void place.commit(path, next ?? (alsoHalt ? 'halt' : undefined))}
      />
    </FieldFrame>
  );
}

function NameField(props: {
  field: FormField;
  path: FieldPath;
  value: string;
  options: readonly { value: string; label: string }[];
  beside: React.ReactNode;
}) {
  const { field, path, value, options } = props;
  const place = useFormPlace();
  const id = useId();
  const focus = useFieldFocus(path);
  const [typed, setTyped] = useState(() => place.typed?.(path) ?? value);
  const [refusal, setRefusal] = useState<string | null>(null);
  const labels = new Map(options.map(option => [option.value, option.label]));
  const keep = (next: string) => {
    if (next === value) return;
    place.tellTyped?.(path, null);
    if (next.trim() !== value) setRefusal(place.commit(path, next.trim()));
  };
  return (
    <FieldFrame field={field} path={path} controlId={id} refusal={refusal} beside={props.beside}>
      <Autocomplete
        id={id}
        ref={focus}
        data={options.map(option => option.value)}
        value={typed}
        limit={50}
        spellCheck={false}
        placeholder={place.isMixed?.(path) === true ? SEVERAL_VALUES : 'Choose or type'}
        renderOption={({ option }) => (
          <span>
            {labels.get(option.value) ?? option.value} <span className="mono">{option.value}</span>
          </span>
        )}
        onChange={next => {
          setTyped(next);
          place.tellTyped?.(path, next === value ? null : next);
        }}
        onOptionSubmit={keep}
        onBlur={() => keep(typed)}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            if (typed !== value) place.tellTyped?.(path, null);
            setTyped(value);
            setRefusal(null);
          }
        }}
      />
    </FieldFrame>
  );
}
