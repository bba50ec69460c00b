import { ActionIcon, Select, TagsInput, TextInput, Tooltip } from '@mantine/core';
import { IconBraces, IconForms } from '@tabler/icons-react';
import { useId, useRef, useState, type RefObject } from 'react';
import type { ConditionRow } from '../../../engine/expression/condition.ts';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import type { Shape } from '../../../engine/expression/shape.ts';
import { ExpressionInput } from './expression-input.tsx';
import { takesList } from './row-operators.ts';
import { readRowValue, writeRowList, writeRowValue } from './row-value.ts';
import styles from './condition.module.css';

/** The value side of a row: a fixed value after the field's shape, or an expression. */
export function RowValueField(props: {
  name: string;
  row: ConditionRow;
  shape: Shape;
  known: (() => KnownHere | null) | undefined;
  onCommit: (value: string) => void;
}) {
  const { name, row, shape, known, onCommit } = props;
  const id = useId();
  const focus = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null);
  const read = readRowValue(row.value);
  const [wish, setWish] = useState<'fixed' | 'expression' | null>(null);
  const isExpression = read.kind === 'expression' || (wish === 'expression' && read.kind === 'nothing');
  const words = `Value of condition ${name}`;
  const sentence = isExpression ? 'Compare with a fixed value instead' : 'Compare with another field instead';
  return (
    <div className={styles.line}>
      <div className={styles.grow}>
        {isExpression ? (
          <RowText
            id={`${id}-value`}
            words={words}
            focus={focus}
            text={row.value}
            known={known}
            placeholder="Another field"
            onCommit={onCommit}
          />
        ) : (
          <FixedValue words={words} row={row} shape={shape} onCommit={onCommit} />
        )}
      </div>
      <Tooltip label={sentence}>
        <ActionIcon
          size={20}
          aria-label={`${sentence} (condition ${name})`}
          onClick={() => {
            setWish(isExpression ? 'fixed' : 'expression');
            if (read.kind !== 'nothing') onCommit('');
          }}
        >
          {isExpression ? <IconForms size={14} /> : <IconBraces size={14} />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function FixedValue({
  words,
  row,
  shape,
  onCommit,
}: {
  words: string;
  row: ConditionRow;
  shape: Shape;
  onCommit: (value: string) => void;
}) {
  const read = readRowValue(row.value);
  const elements = shape.kind === 'list' && (row.operator === 'holds' || row.operator === 'not-holds') ? shape.of : shape;
  const choices = elements.kind === 'string' ? elements.oneOf : elements.kind === 'bool' ? ['true', 'false'] : null;
  if (takesList(row.operator))
    return (
      <TagsInput
        aria-label={words}
        size="xs"
        placeholder="Type one, then Enter"
        data={[...(choices ?? [])]}
        value={read.kind === 'list' ? [...read.texts] : read.kind === 'fixed' ? [read.text] : []}
        acceptValueOnBlur
        onChange={texts => onCommit(writeRowList(texts, elements))}
      />
    );
  const text = read.kind === 'fixed' ? read.text : '';
  if (choices !== null && (text === '' || choices.includes(text)))
    return (
      <Select
        aria-label={words}
        size="xs"
        placeholder="Choose"
        data={[...choices]}
        value={text === '' ? null : text}
        onChange={next => onCommit(next === null ? '' : writeRowValue(next, elements))}
      />
    );
  return (
    <FixedText
      words={words}
      text={text}
      isNumber={elements.kind === 'number'}
      onCommit={typed => onCommit(writeRowValue(typed, elements))}
    />
  );
}

function FixedText({
  words,
  text,
  isNumber,
  onCommit,
}: {
  words: string;
  text: string;
  isNumber: boolean;
  onCommit: (typed: string) => void;
}) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly over: string } | null>(null);
  const typed = draft !== null && draft.over === text ? draft.text : text;
  const keep = () => {
    if (typed !== text) onCommit(typed);
  };
  return (
    <TextInput
      aria-label={words}
      size="xs"
      placeholder={isNumber ? 'A number' : 'A value'}
      inputMode={isNumber ? 'decimal' : 'text'}
      value={typed}
      onChange={event => setDraft({ text: event.currentTarget.value, over: text })}
      onBlur={keep}
      onKeyDown={event => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape' && typed !== text) {
          event.stopPropagation();
          setDraft(null);
        }
      }}
    />
  );
}

/** A side of a row that is an expression: taken on Enter and on leaving. */
export function RowText(props: {
  id: string;
  words: string;
  focus: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
  text: string;
  known: (() => KnownHere | null) | undefined;
  placeholder: string;
  onCommit: (text: string) => void;
}) {
  const { text, onCommit } = props;
  const [draft, setDraft] = useState<{ readonly text: string; readonly over: string } | null>(null);
  const typed = draft !== null && draft.over === text ? draft.text : text;
  const keep = () => {
    if (typed.trim() !== text) onCommit(typed.trim());
    setDraft(null);
  };
  return (
    <ExpressionInput
      id={props.id}
      words={props.words}
      focus={props.focus}
      kind="expression"
      text={typed}
      fault={null}
      known={props.known}
      minRows={1}
      isWrong={false}
      placeholder={props.placeholder}
      onText={next => setDraft({ text: next, over: text })}
      onBlur={keep}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          event.preventDefault();
          keep();
        }
        if (event.key === 'Escape' && typed !== text) {
          event.stopPropagation();
          setDraft(null);
        }
      }}
    />
  );
}
