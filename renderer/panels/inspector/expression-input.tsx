import { Textarea } from '@mantine/core';
import { useRef, type RefObject } from 'react';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { insertText, offsetAt } from '../../ui/insert-text.ts';
import { CompletionList } from './completion-list.tsx';
import type { ExpressionKind, TextFault } from './expression-check.ts';
import { useFormPlace } from './form-place.ts';
import { useCompletion } from './use-completion.ts';
import { draggedVariable, isVariable, writtenVariable } from './variable-drag.ts';
import styles from './expression-input.module.css';

/** A text field for an expression, or a text with `{{ expressions }}`: offers what may come next, underlines what is wrong, takes variables that are dropped. */
export function ExpressionInput(props: {
  id: string;
  /** Names it where no label does. */
  words?: string;
  focus: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
  kind: ExpressionKind;
  text: string;
  fault: TextFault | null;
  known: (() => KnownHere | null) | undefined;
  minRows: number;
  isWrong: boolean;
  describedBy?: string;
  placeholder: string;
  onText: (text: string) => void;
  onBlur: () => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
}) {
  const { id, focus, kind, text, fault, known } = props;
  const place = useFormPlace();
  const mirror = useRef<HTMLDivElement>(null);
  const isTemplate = kind === 'template';
  const completion = useCompletion(focus, known, isTemplate);
  const { shown } = completion;
  const listId = `${id}-options`;
  // A sentence with an expression in it is read as a sentence.
  const isMono = !isTemplate || /^\s*\{\{[^]*\}\}\s*$/.test(text);

  const insert = (variable: string) => {
    const field = focus.current;
    if (field === null) return;
    const written = writtenVariable(variable, isTemplate, field.value.slice(0, field.selectionStart));
    insertText(field, { text: written, from: field.selectionStart, to: field.selectionEnd, caret: written.length });
  };
  const over = (event: React.DragEvent<HTMLTextAreaElement>) => {
    if (!isVariable(event)) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    const field = event.currentTarget;
    const at = offsetAt(field, event.clientX, event.clientY);
    if (document.activeElement !== field) field.focus();
    field.setSelectionRange(at, at);
  };
  return (
    <div className={styles.field}>
      <Textarea
        id={id}
        ref={focus}
        {...(props.words === undefined ? {} : { 'aria-label': props.words })}
        rows={props.minRows}
        value={text}
        error={props.isWrong}
        {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
        placeholder={props.placeholder}
        spellCheck={isTemplate && !text.includes('{{')}
        autoComplete="off"
        classNames={{ input: styles.input ?? '' }}
        data-mono={isMono || undefined}
        aria-autocomplete="list"
        {...(shown === null ? {} : { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${shown.active}` })}
        onChange={event => {
          props.onText(event.currentTarget.value);
          completion.typed();
        }}
        onFocus={() => place.tellCaret?.({ insert })}
        onBlur={() => {
          completion.close();
          props.onBlur();
        }}
        onClick={completion.close}
        onScroll={event => {
          if (mirror.current !== null) mirror.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onDragOver={over}
        onDrop={event => {
          const variable = draggedVariable(event);
          if (variable === null) return;
          event.preventDefault();
          event.stopPropagation();
          insert(variable);
        }}
        onKeyDown={event => {
          if (!completion.pressed(event)) props.onKeyDown(event);
        }}
      />
      {fault !== null && <Underline ref={mirror} text={text} fault={fault} isMono={isMono} />}
      {shown !== null && (
        <CompletionList
          id={listId}
          options={shown.options}
          active={shown.active}
          titles={place.titles ?? NO_TITLES}
          onChoose={completion.choose}
          onPoint={completion.point}
        />
      )}
      <span className="unseen" role="status">
        {shown === null ? '' : `${shown.options.length} may stand here; arrows choose, Enter takes.`}
      </span>
    </div>
  );
}

const NO_TITLES: ReadonlyMap<string, string> = new Map();

/** The same text over the field, of which only the line under what is wrong can be seen. */
function Underline({
  ref,
  text,
  fault,
  isMono,
}: {
  ref: RefObject<HTMLDivElement | null>;
  text: string;
  fault: TextFault;
  isMono: boolean;
}) {
  return (
    <div ref={ref} className={styles.mirror} aria-hidden data-mono={isMono || undefined}>
      {text.slice(0, fault.start)}
      <span className={styles.fault} data-severity={fault.severity}>
        {text.slice(fault.start, fault.end) || ' '}
      </span>
      {text.slice(fault.end)}
    </div>
  );
}
