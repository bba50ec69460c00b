import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBraces, IconForms } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { ChoiceField, ReferenceField, YesNoField } from './choice-field.tsx';
import { ConditionField } from './condition-field.tsx';
import { useFormPlace } from './form-place.ts';
import type { FieldShape, FormField } from './form-shape.ts';
import { GroupField, ListField, RecordField } from './group-fields.tsx';
import { TypedField } from './typed-field.tsx';
import { DateField } from './date-field.tsx';
import { OneOfField } from './one-of-field.tsx';
import { PersonFormField } from './person-form-field.tsx';
import { fitsShape, holdsExpression } from './typed-value.ts';
import { dotted, type FieldPath } from './value-at.ts';

/** One field, drawn after its shape, keyed by its place. */
export const drawField = (field: FormField, path: FieldPath, value: Json | undefined): ReactNode => (
  <FormFieldView key={dotted(path)} field={field} path={path} value={value} />
);

/** A templated one that is no text can be switched between its own control and an expression. */
function FormFieldView({ field, path, value }: { field: FormField; path: FieldPath; value: Json | undefined }) {
  const place = useFormPlace();
  const [wish, setWish] = useState<'expression' | 'control' | null>(null);
  const isExpression =
    wish === null ? holdsExpression(value) || (value === undefined && prefersExpression(field.shape)) : wish === 'expression';
  const canSwitch = field.templated && !isTyped(field.shape);
  const beside = canSwitch ? (
    <Switcher isExpression={isExpression} onSwitch={() => setWish(isExpression ? 'control' : 'expression')} />
  ) : undefined;
  if (field.templated && (isExpression || field.shape.kind === 'text'))
    return <TypedField field={field} path={path} value={value} shape={templateShape(field.shape)} beside={beside} />;
  // Where several steps differ in what is made of parts, one value for all is written as a whole.
  if (isMadeOfParts(field.shape) && place.isMixed?.(path) === true)
    return <TypedField field={field} path={path} value={undefined} shape={{ kind: 'json' }} />;
  if (field.shape.kind === 'expression' && place.known?.(path).isTest === true)
    return <ConditionField field={field} path={path} value={value} />;
  return fitsShape(value, field.shape) || holdsExpression(value) ? (
    <Control field={field} path={path} value={value} beside={beside} />
  ) : (
    <TypedField
      field={{ ...field, description: 'This is not what is asked for here. It is kept as it is until you change it.' }}
      path={path}
      value={value}
      shape={{ kind: 'json' }}
      beside={beside}
    />
  );
}

function Control(props: { field: FormField; path: FieldPath; value: Json | undefined; beside: React.ReactNode }) {
  const { shape } = props.field;
  switch (shape.kind) {
    case 'text':
    case 'expression':
    case 'number':
    case 'json':
      return <TypedField {...props} shape={shape} />;
    case 'date':
      return <DateField {...props} shape={shape} />;
    case 'one-of':
      return <OneOfField {...props} shape={shape} />;
    case 'form':
      return <PersonFormField {...props} />;
    case 'yes-no':
      return <YesNoField {...props} shape={shape} />;
    case 'choice':
      return <ChoiceField {...props} shape={shape} />;
    case 'reference':
      return <ReferenceField {...props} shape={shape} />;
    case 'list':
      return <ListField {...props} shape={shape} />;
    case 'record':
      return <RecordField {...props} shape={shape} />;
    case 'group':
      return <GroupField {...props} shape={shape} />;
  }
}

const isMadeOfParts = ({ kind }: FieldShape): boolean => ['list', 'record', 'one-of', 'form', 'json'].includes(kind);

const isTyped = (shape: FieldShape): boolean => shape.kind === 'text' || shape.kind === 'expression';

/** What is made of parts mostly comes from an earlier step or the packet as a whole. */
const prefersExpression = (shape: FieldShape): boolean =>
  shape.kind === 'list' || shape.kind === 'json' || shape.kind === 'record' || shape.kind === 'one-of';

const templateShape = (shape: FieldShape): FieldShape => (shape.kind === 'text' ? shape : { kind: 'text', long: false, maxLength: null });

function Switcher({ isExpression, onSwitch }: { isExpression: boolean; onSwitch: () => void }) {
  const sentence = isExpression ? 'Fill in a fixed value instead' : 'Write an expression instead';
  return (
    <Tooltip label={sentence}>
      <ActionIcon size={20} aria-label={sentence} onClick={onSwitch}>
        {isExpression ? <IconForms size={14} /> : <IconBraces size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
