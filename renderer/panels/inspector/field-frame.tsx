import { Input } from '@mantine/core';
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { previewExpression, previewTemplate } from './expression-preview.ts';
import { FixButtons } from '../problems/fix-buttons.tsx';
import { useFormPlace } from './form-place.ts';
import type { FormField } from './form-shape.ts';
import { useVariableDrop } from './use-variable-drop.ts';
import { dotted, type FieldPath } from './value-at.ts';
import styles from './form.module.css';

/** A field's name and words around its control, and beneath it what is wrong and what its expression would give. */
export function FieldFrame(props: {
  field: FormField;
  path: FieldPath;
  /** Names the control for its label; null for a group of controls. */
  controlId: string | null;
  /** Why what was typed was not taken. */
  refusal?: string | null;
  /** What is wrong with what is being typed, with its place; said when nothing graver is. */
  faultWords?: string | null;
  /** What stands in the control is not taken yet: problems of the flow are about something else. */
  isDraft?: boolean;
  /** An expression, or a text that holds some, to show the value of. */
  expression?: { readonly text: string; readonly whole: boolean } | null;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const { field, path, controlId, refusal = null, faultWords = null, isDraft = false, expression = null } = props;
  const place = useFormPlace();
  const problems = isDraft ? [] : place.problems.filter(problem => problem.field === dotted(path));
  const wrong = refusal ?? problems[0]?.message ?? null;
  const drop = useVariableDrop(field, path);
  return (
    <div className={styles.field} data-field={dotted(path)} {...drop}>
      <div className={styles.labelLine}>
        <Input.Label
          {...(controlId === null ? { component: 'span' as const } : { htmlFor: controlId })}
          required={field.required}
          className={styles.label}
        >
          {field.title}
        </Input.Label>
        {props.beside}
      </div>
      {props.children}
      {wrong !== null && (
        <p className={styles.wrong} role="alert" data-severity={refusal === null ? problems[0]?.severity : 'error'}>
          {wrong}
        </p>
      )}
      {refusal === null && problems[0] !== undefined && <FixButtons problem={problems[0]} />}
      {faultWords !== null && wrong === null && (
        <p className={styles.wrong} id={controlId === null ? undefined : `${controlId}-told`}>
          {faultWords}
        </p>
      )}
      {wrong === null && faultWords === null && expression !== null && <PreviewLine {...expression} path={path} />}
      {field.description !== null && <p className={styles.description}>{field.description}</p>}
    </div>
  );
}

function PreviewLine({ text, whole, path }: { text: string; whole: boolean; path: FieldPath }) {
  const place = useFormPlace();
  const looked = useDeferredValue(text);
  const variables = place.known?.(path).variables ?? place.variables;
  const preview = useMemo(
    () =>
      variables === null
        ? null
        : whole
          ? previewExpression(looked, variables, place.whyAbsent)
          : previewTemplate(looked, variables, place.whyAbsent),
    [looked, whole, variables, place.whyAbsent],
  );
  if (preview === null) return null;
  return preview.kind === 'value' ? (
    <p className={styles.preview} title="The value now, from the picked packet and the shown run">
      = {preview.text}
    </p>
  ) : (
    <p className={styles.noPreview}>No value now. {preview.sentence}</p>
  );
}
