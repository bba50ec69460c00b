import { Input, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../../../engine/base/json.ts';
import { conditionText } from '../../../engine/expression/condition-text.ts';
import { conditionOf, type ConditionGroup } from '../../../engine/expression/condition.ts';
import { parseExpression } from '../../../engine/expression/expression.ts';
import type { Result } from '../../../engine/base/result.ts';
import { ok, refused } from '../../../engine/base/result.ts';
import { isWhole, NO_CONDITION } from './condition-edit.ts';
import { ConditionGroupView } from './condition-group.tsx';
import { useFormPlace } from './form-place.ts';
import type { FormField } from './form-shape.ts';
import { FieldFrame } from './field-frame.tsx';
import { TypedField } from './typed-field.tsx';
import type { FieldPath } from './value-at.ts';
import styles from './condition.module.css';

interface DraftRows {
  readonly rows: ConditionGroup;
  /** The expression that stood there when they were changed; another one counts more than these rows. */
  readonly over: string;
}

/** A condition as rows or as text. Both are of the same expression; one that rows cannot carry says so, and stays text. */
export function ConditionField({ field, path, value }: { field: FormField; path: FieldPath; value: Json | undefined }) {
  const place = useFormPlace();
  const text = typeof value === 'string' ? value : '';
  const [wish, setWish] = useState<'rows' | 'text' | null>(() => ((place.typed?.(path) ?? null) === null ? null : 'text'));
  const [draft, setDraft] = useState<DraftRows | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const rows = draft !== null && draft.over === text ? ok(draft.rows) : rowsOf(text);
  const view = rows.ok ? (wish ?? 'rows') : 'text';

  const change = (next: ConditionGroup) => {
    const written = conditionText(next);
    if (!isWhole(next) || written === text) {
      setDraft({ rows: next, over: text });
      place.tellTyped?.(path, written === text ? null : written);
      return;
    }
    const sentence = place.commit(path, written);
    setRefusal(sentence);
    setDraft({ rows: next, over: sentence === null ? written : text });
    place.tellTyped?.(path, sentence === null ? null : written);
  };
  const switcher = (
    <SegmentedControl
      className={styles.switcher ?? ''}
      size="xs"
      aria-label={`How ${field.title.toLowerCase()} is written`}
      data={[
        { value: 'rows', label: 'Rows', disabled: !rows.ok },
        { value: 'text', label: 'Text' },
      ]}
      value={view}
      onChange={next => {
        if (next === 'rows') setDraft(null);
        setWish(next === 'rows' ? 'rows' : 'text');
      }}
    />
  );
  const why = rows.ok ? null : <Input.Description className={styles.why ?? ''}>Stays text: {lowered(rows.error)}</Input.Description>;
  if (view === 'text' || !rows.ok)
    return (
      <>
        <TypedField field={field} path={path} value={value} shape={{ kind: 'expression' }} beside={switcher} />
        {why}
        {place.beneathCondition?.(path, text)}
      </>
    );
  return (
    <FieldFrame
      field={field}
      path={path}
      controlId={null}
      refusal={refusal}
      isDraft={draft !== null && !isWhole(rows.value)}
      expression={text === '' ? null : { text, whole: true }}
      beside={switcher}
    >
      <ConditionGroupView group={rows.value} place={[]} path={path} onChange={change} />
      {place.beneathCondition?.(path, text)}
    </FieldFrame>
  );
}

function rowsOf(text: string): Result<ConditionGroup, string> {
  if (text.trim() === '') return ok(NO_CONDITION);
  const parsed = parseExpression(text);
  return parsed.ok ? conditionOf(parsed.value) : refused('It cannot be read as it is.');
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
