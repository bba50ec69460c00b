import { Textarea, TextInput } from '@mantine/core';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { faultIn, placeWords, type ExpressionKind, type TextFault } from './expression-check.ts';
import { ExpressionInput } from './expression-input.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { FormField, FieldShape } from './form-shape.ts';
import { useFieldFocus } from './use-field-focus.ts';
import { SEVERAL_VALUES, useFormPlace, type FormPlace } from './form-place.ts';
import { holdsExpression, typedValue, valueText } from './typed-value.ts';
import type { FieldPath } from './value-at.ts';
import styles from './form.module.css';

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
  const kind = expressionKind(field, path, shape, place);
  const isDraft = text !== shown;
  const liveFault = useFault(isDraft ? text : '', kind, path, place);
  const problem = place.problems.find(one => one.field === path.join('.'));
  const fault = isDraft ? liveFault : faultOf(problem, text);
  const faultWords = isDraft && fault !== null ? `${placeWords(text, fault.start)}: ${fault.message}` : null;
  const takeText = (next: string) => {
    setDraft({ text: next, over: shown });
    place.tellTyped?.(path, next);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && isDraft) {
      event.stopPropagation();
      leaveAsIs();
    }
    if (event.key === 'Enter' && (!isTall(shape) || event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault();
      keep();
    }
  };
  const placeholder = place.isMixed?.(path) === true ? SEVERAL_VALUES : placeholderOf(field, shape);
  const expression = kind === null || text.trim() === '' ? null : { text, whole: kind !== 'template' };
  const isWrong = refusal !== null || fault?.severity === 'error' || (!isDraft && problem?.severity === 'error');
  return (
    <FieldFrame
      field={field}
      path={path}
      controlId={id}
      refusal={refusal}
      faultWords={faultWords}
      isDraft={isDraft}
      expression={expression !== null && (expression.whole || holdsExpression(text)) ? expression : null}
      beside={props.beside}
    >
      {kind !== null ? (
        <ExpressionInput
          id={id}
          focus={focus}
          kind={kind}
          text={text}
          fault={fault}
          known={place.known === undefined ? undefined : () => place.known?.(path) ?? null}
          minRows={isTall(shape) ? 3 : 1}
          isWrong={isWrong}
          describedBy={`${id}-told`}
          placeholder={placeholder}
          onText={takeText}
          onBlur={keep}
          onKeyDown={onKeyDown}
        />
      ) : shape.kind === 'number' ? (
        <TextInput
          id={id}
          ref={focus}
          value={text}
          error={isWrong}
          inputMode="decimal"
          placeholder={placeholder}
          {...(shape.unit === null ? {} : { rightSection: <span className="unit">{shape.unit}</span> })}
          onChange={event => takeText(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={onKeyDown}
        />
      ) : (
        <Textarea
          id={id}
          ref={focus}
          value={text}
          error={isWrong}
          rows={isTall(shape) ? 3 : 1}
          spellCheck={shape.kind === 'text'}
          placeholder={placeholder}
          classNames={{ input: `${styles.growing ?? ''} ${shape.kind === 'text' ? '' : 'mono'}` }}
          onChange={event => takeText(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={onKeyDown}
        />
      )}
    </FieldFrame>
  );
}

/** How the text of a field is read as expressions; null for one that holds none. */
function expressionKind(field: FormField, path: FieldPath, shape: FieldShape, place: FormPlace): ExpressionKind | null {
  if (shape.kind === 'expression') return place.known?.(path).isTest === true ? 'test' : 'expression';
  return field.templated && shape.kind === 'text' ? 'template' : null;
}

/** What is wrong with a text that is being typed; a moment behind the hand, so that no key waits for it. */
function useFault(text: string, kind: ExpressionKind | null, path: FieldPath, place: FormPlace): TextFault | null {
  const known = place.known;
  const looked = useDeferredValue(text);
  return useMemo(
    () => (kind === null || known === undefined || looked === '' ? null : faultIn(looked, kind, known(path))),
    [looked, kind, known, path],
  );
}

/** A problem of the flow, as far as it names a place in this very text. */
const faultOf = (problem: FormPlace['problems'][number] | undefined, text: string): TextFault | null =>
  problem?.range === undefined || problem.range.end > text.length || problem.range.start >= problem.range.end
    ? null
    : { severity: problem.severity, message: problem.message, ...problem.range };

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
