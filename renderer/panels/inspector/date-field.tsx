import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { FieldFrame } from './field-frame.tsx';
import { useFormPlace } from './form-place.ts';
import type { FieldShape, FormField } from './form-shape.ts';
import { typedValue } from './typed-value.ts';
import { useFieldFocus } from './use-field-focus.ts';
import type { FieldPath } from './value-at.ts';

/** A day, or a day with its time of day in UTC, in the browser's own field. */
export function DateField(props: {
  field: FormField;
  path: FieldPath;
  value: Json | undefined;
  shape: Extract<FieldShape, { kind: 'date' }>;
  beside?: React.ReactNode;
}) {
  const { field, path, value, shape } = props;
  const place = useFormPlace();
  const id = useId();
  const focus = useFieldFocus(path);
  const [refusal, setRefusal] = useState<string | null>(null);
  const keep = (typed: string) => {
    const read = typedValue(typed, shape);
    setRefusal(read.ok ? place.commit(path, read.value) : read.error);
  };
  const described = shape.withTime
    ? { ...field, description: [field.description, 'In UTC.'].filter(one => one !== null).join(' ') }
    : field;
  return (
    <FieldFrame field={described} path={path} controlId={id} refusal={refusal} beside={props.beside}>
      <TextInput
        id={id}
        ref={focus}
        type={shape.withTime ? 'datetime-local' : 'date'}
        value={typeof value === 'string' ? value.replace(/Z$/, '') : ''}
        error={refusal !== null}
        onChange={event => keep(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
