import { Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { FieldFrame } from './field-frame.tsx';
import type { FormField, FieldShape } from './form-shape.ts';
import { useFieldFocus } from './use-field-focus.ts';
import { useFormPlace } from './form-place.ts';
import { holdsExpression, typedValue, valueText } from './typed-value.ts';
import type { FieldPath } from './value-at.ts';

/** A field that one types into. What was typed is taken on Enter and on leaving, Escape takes it back; what is wrong stays, and says why. */
export function TypedField(props: {
  field: FormField;
  path: FieldPath;
  value: Json | undefined;
  shape: FieldShape;
  beside?: React.ReactNode;
}) {
  const { field, path, value, shape } = props;
  const place = useFormPlace();
  const id = useId();
  const focus = useFieldFocus(path);
  const shown = valueText(value, shape);
  const [draft, setDraft] = useState<{ readonly text: string; readonly over: string } | null>(() => {
    const resumed = place.typed?.(path) ?? null;
    return resumed === null ? null : { text: resumed, over: shown };
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  // A draft belongs to the value it was typed over: an undo or another hand may have changed that meanwhile.
  const text = draft !== null && draft.over === shown ? draft.text : shown;

  const keep = () => {
    if (draft !== null) place.tellTyped?.(path, null);
    if (text === shown) {
      setDraft(null);
      setRefusal(null);
      return;
    }
    const typed = typedValue(text, shape);
    const sentence = typed.ok ? place.commit(path, emptied(typed.value, field, shape)) : typed.error;
    setRefusal(sentence);
    if (sentence === null) setDraft(null);
    else place.tellTyped?.(path, text);
  };
  const leaveAsIs = () => {
    place.tellTyped?.(path, null);
    setDraft(null);
    setRefusal(null);
  };
  const isCode = shape.kind === 'expression' || shape.kind === 'json' || holdsExpression(text);
  const expression =
    shape.kind === 'expression' && text.trim() !== ''
      ? { text, whole: true }
      : field.templated && holdsExpression(text)
        ? { text, whole: false }
        : null;
  const control = {
    id,
    ref: focus,
    value: text,
    error: refusal !== null || place.problems.some(problem => problem.field === path.join('.') && problem.severity === 'error'),
    placeholder: placeholderOf(field, shape),
    spellCheck: !isCode,
    classNames: isCode ? { input: 'mono' } : {},
    onChange: (event: { currentTarget: { value: string } }) => {
      setDraft({ text: event.currentTarget.value, over: shown });
      place.tellTyped?.(path, event.currentTarget.value);
    },
    onBlur: keep,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Escape' && text !== shown) {
        event.stopPropagation();
        leaveAsIs();
      }
      if (event.key === 'Enter' && (!isTall(shape) || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        keep();
      }
    },
  };
  return (
    <FieldFrame field={field} path={path} controlId={id} refusal={refusal} expression={expression} beside={props.beside}>
      {shape.kind === 'number' ? (
        <TextInput
          {...control}
          inputMode="decimal"
          {...(shape.unit === null ? {} : { rightSection: <span className="unit">{shape.unit}</span> })}
        />
      ) : (
        <Textarea {...control} autosize minRows={isTall(shape) ? 3 : 1} maxRows={12} />
      )}
    </FieldFrame>
  );
}

/** Enter ends a line here instead of ending the typing. */
const isTall = (shape: FieldShape): boolean => (shape.kind === 'text' && shape.long) || shape.kind === 'json';

/** A required text that was emptied is an empty text; anything else that was emptied is gone. */
const emptied = (value: Json | undefined, field: FormField, shape: FieldShape): Json | undefined =>
  value === undefined && field.required && (shape.kind === 'text' || shape.kind === 'expression') ? '' : value;

function placeholderOf(field: FormField, shape: FieldShape): string {
  if (shape.kind === 'expression') return 'context.score >= 0.7';
  if (shape.kind === 'json') return field.templated ? '{{ expression }} or JSON' : 'JSON';
  return field.templated ? 'Text or {{ expression }}' : '';
}
