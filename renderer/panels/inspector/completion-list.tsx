import { useEffect, useRef } from 'react';
import type { Completion } from '../../../engine/expression/complete-expression.ts';
import { shortValue } from './short-value.ts';
import styles from './expression-input.module.css';

/** What may be written at the caret; the pointer chooses, keys are the field's. */
export function CompletionList(props: {
  id: string;
  options: readonly Completion[];
  active: number;
  /** What people call a step, by its id. */
  titles: ReadonlyMap<string, string>;
  onChoose: (option: Completion) => void;
  onPoint: (index: number) => void;
}) {
  const { id, options, active, titles } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, options]);
  return (
    <div ref={list} id={id} role="listbox" aria-label="What may stand here" className={styles.options}>
      {options.map((option, index) => (
        <div
          key={`${option.kind} ${option.label}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          data-kind={option.kind}
          // The field keeps the keyboard, so that leaving it does not take the list away before the click.
          onPointerDown={event => event.preventDefault()}
          onPointerMove={() => index !== active && props.onPoint(index)}
          onClick={() => props.onChoose(option)}
        >
          <span className={styles.optionName}>{option.label}</span>
          <span className={styles.optionDetail}>{detailOf(option, titles)}</span>
        </div>
      ))}
    </div>
  );
}

function detailOf({ path, detail, value }: Completion, titles: ReadonlyMap<string, string>): string {
  const [root, stepId] = path ?? [];
  const title = root === 'steps' && path?.length === 2 ? titles.get(String(stepId)) : undefined;
  if (title !== undefined) return title;
  return value === undefined || (typeof value === 'object' && value !== null) ? detail : `= ${shortValue(value)}`;
}
