import { Select } from '@mantine/core';
import { useState } from 'react';
import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import { FieldFrame } from './field-frame.tsx';
import { useFormPlace } from './form-place.ts';
import type { FieldShape, FieldVariant, FormField } from './form-shape.ts';
import { blankVariant } from './group-fields.tsx';
import { fitsShape } from './typed-value.ts';
import type { FieldPath } from './value-at.ts';

/** One of several shapes: which one, and then its own control. */
export function OneOfField(props: {
  field: FormField;
  path: FieldPath;
  value: Json | undefined;
  shape: Extract<FieldShape, { kind: 'one-of' }>;
  beside?: React.ReactNode;
}) {
  const { field, path, value, shape } = props;
  const place = useFormPlace();
  const [wish, setWish] = useState<number | null>(null);
  const found = value === undefined ? -1 : variantOf(value, shape.variants);
  const at = wish !== null && (value === undefined || fitsVariant(value, shape.variants[wish])) ? wish : found;
  const variant = shape.variants[at];
  return (
    <FieldFrame field={field} path={path} controlId={null} beside={props.beside}>
      <Select
        aria-label={`Which kind of ${field.title.toLowerCase()}`}
        data={shape.variants.map(({ title }, index) => ({ value: String(index), label: title }))}
        value={at === -1 ? null : String(at)}
        placeholder="Choose which"
        clearable={!field.required}
        onChange={next => {
          const chosen = next === null ? undefined : shape.variants[Number(next)];
          setWish(chosen === undefined ? null : Number(next));
          place.commit(path, chosen === undefined ? undefined : blankVariant(chosen));
        }}
      />
      {variant !== undefined &&
        place.draw({ ...field, title: variant.title, description: null, shape: withoutMarks(variant) }, path, value)}
    </FieldFrame>
  );
}

/** The first that the value fits; −1 when it fits none. */
const variantOf = (value: Json, variants: readonly FieldVariant[]): number => variants.findIndex(variant => fitsVariant(value, variant));

const fitsVariant = (value: Json, variant: FieldVariant | undefined): boolean =>
  variant !== undefined &&
  fitsShape(value, variant.shape) &&
  Object.entries(variant.marks).every(([name, mark]) => isJsonObject(value) && value[name] === mark);

/** What tells the variants apart is chosen above, and asked only once. */
const withoutMarks = ({ shape, marks }: FieldVariant): FieldShape =>
  shape.kind === 'group'
    ? { ...shape, fields: shape.fields.filter(({ name }) => !Object.hasOwn(marks, name)), hides: Object.keys(marks) }
    : shape;
