import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useDeferredValue, useId, useMemo } from 'react';
import { conditionText } from '../../../engine/expression/condition-text.ts';
import { takesValue, type Condition, type ConditionRow, type RowOperator } from '../../../engine/expression/condition.ts';
import { checkExpression } from '../../../engine/expression/check-expression.ts';
import { evaluate, parseExpression } from '../../../engine/expression/expression.ts';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { ANY, type Shape } from '../../../engine/expression/shape.ts';
import { rowFault, type ConditionPlace } from './condition-edit.ts';
import { shortValue } from './short-value.ts';
import { useFormPlace } from './form-place.ts';
import { fittingOperators, OPERATOR_WORDS, operatorsFor, takesList } from './row-operators.ts';
import { RowText, RowValueField } from './row-value-field.tsx';
import { readRowValue } from './row-value.ts';
import { useFieldFocus } from './use-field-focus.ts';
import type { FieldPath } from './value-at.ts';
import styles from './condition.module.css';

/** One row: field, operator, value; beneath it what the field is now, and whether the row holds. */
export function ConditionRowView(props: {
  row: ConditionRow;
  place: ConditionPlace;
  path: FieldPath;
  canRemove: boolean;
  onChange: (row: Condition | null) => void;
}) {
  const { row, path, onChange } = props;
  const form = useFormPlace();
  const id = useId();
  const name = props.place.map(index => index + 1).join('.');
  const isFirst = props.place.every(index => index === 0);
  const firstFocus = useFieldFocus(isFirst ? path : NOWHERE);
  const known = useMemo(() => form.known?.(path) ?? NOTHING_KNOWN, [form, path]);
  const shape = useMemo(() => shapeOfField(row.field, known), [row.field, known]);
  const fault = useMemo(() => (row.field === '' && row.value === '' ? null : rowFault(row, known)), [row, known]);
  const now = useDeferredValue(row);
  const nowWords = useMemo(() => (fault === null ? wordsNow(now, known) : null), [now, known, fault]);
  const lookUp = form.known === undefined ? undefined : () => known;
  return (
    <div className={styles.row} role="group" aria-label={`Condition ${name}`}>
      <div className={styles.line}>
        <div className={styles.grow}>
          <RowText
            id={`${id}-field`}
            words={`Field of condition ${name}`}
            focus={firstFocus}
            text={row.field}
            known={lookUp}
            placeholder="Field, for instance context.score"
            onCommit={field => onChange(fittingRow({ ...row, field }, shapeOfField(field, known)))}
          />
        </div>
        {props.canRemove && (
          <Tooltip label={`Remove condition ${name}`}>
            <ActionIcon aria-label={`Remove condition ${name}`} onClick={() => onChange(null)}>
              <IconTrash size={15} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <div className={styles.line}>
        <Select
          aria-label={`What condition ${name} asks`}
          className={styles.operator ?? ''}
          size="xs"
          allowDeselect={false}
          data={operatorsFor(shape, row.operator).map(operator => ({ value: operator, label: OPERATOR_WORDS[operator] }))}
          value={row.operator}
          onChange={operator => {
            if (operator !== null) onChange(withOperator(row, operator));
          }}
        />
        {takesValue(row.operator) && (
          <div className={styles.grow}>
            <RowValueField name={name} row={row} shape={shape} known={lookUp} onCommit={value => onChange({ ...row, value })} />
          </div>
        )}
      </div>
      {fault !== null && <p className={styles.fault}>{fault}</p>}
      {nowWords !== null && (
        <p className={styles.now} data-holds={nowWords.holds}>
          {nowWords.text}
        </p>
      )}
    </div>
  );
}

const NOWHERE: FieldPath = ['—'];
const NOTHING_KNOWN: KnownHere = { roots: [], shapes: {}, variables: null };

function shapeOfField(field: string, { roots, shapes }: KnownHere): Shape {
  const checked = checkExpression(field, roots, shapes);
  return checked.ok ? checked.value.shape : ANY;
}

/** A new field may not know the old operator: then the first that it knows. */
function fittingRow(row: ConditionRow, shape: Shape): ConditionRow {
  const fitting = fittingOperators(shape);
  return fitting.includes(row.operator) || row.value !== '' ? row : withOperator(row, fitting[0] ?? row.operator);
}

/** What stood on the value side goes along as far as the operator takes it. */
function withOperator(row: ConditionRow, operator: RowOperator): ConditionRow {
  if (!takesValue(operator)) return { ...row, operator, value: '' };
  const value = readRowValue(row.value);
  if (takesList(operator) && value.kind === 'fixed') return { ...row, operator, value: `[${row.value}]` };
  if (!takesList(operator) && value.kind === 'list') return { ...row, operator, value: firstOf(row.value) };
  return { ...row, operator };
}

function firstOf(list: string): string {
  const parsed = parseExpression(list);
  const first = parsed.ok && parsed.value.tree.kind === 'list' ? parsed.value.tree.elements[0] : undefined;
  return first === undefined ? '' : list.slice(first.start, first.end);
}

/** “Now 0.62: true” */
function wordsNow(row: ConditionRow, { variables }: KnownHere): { readonly text: string; readonly holds: boolean } | null {
  if (variables === null || row.field === '') return null;
  const parsed = parseExpression(conditionText({ kind: 'group', join: 'all', isNegated: false, members: [row] }));
  const whole = parsed.ok ? evaluate(parsed.value, variables) : null;
  if (whole === null || !whole.ok || typeof whole.value !== 'boolean') return null;
  const field = parseExpression(row.field);
  const value = field.ok ? evaluate(field.value, variables) : null;
  const shown = value?.ok === true && typeof value.value !== 'boolean' ? `Now ${shortValue(value.value)}: ` : 'Now ';
  return { text: `${shown}${whole.value ? 'true' : 'false'}`, holds: whole.value };
}
