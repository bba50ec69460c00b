import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconChevronUp, IconRowInsertBottom } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KnownHere } from '../../../engine/expression/known-paths.ts';
import { carryVariable } from './variable-drag.ts';
import { variableRows, type VariableRow } from './variable-rows.ts';
import styles from './variables-list.module.css';

const FIRST_OPEN: ReadonlySet<string> = new Set(['packet', 'context', 'steps']);

/** What the step's expressions can read, with what it is now. One is dragged into a field, or written at the caret that was last in one. */
export function VariablesList(props: {
  known: () => KnownHere;
  titles: ReadonlyMap<string, string>;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  /** Gives a sentence when there is no field to write into. */
  onInsert: (variable: string) => string | null;
}) {
  const { isOpen, onOpen } = props;
  return (
    <section className={styles.variables} aria-label="Variables">
      <Button
        variant="subtle"
        color="gray"
        fullWidth
        justify="space-between"
        size="compact-md"
        className={styles.head ?? ''}
        aria-expanded={isOpen}
        rightSection={isOpen ? <IconChevronDown size={15} /> : <IconChevronUp size={15} />}
        onClick={() => onOpen(!isOpen)}
      >
        Variables
      </Button>
      {isOpen && <VariablesTree {...props} />}
    </section>
  );
}

function VariablesTree({ known, titles, onInsert }: React.ComponentProps<typeof VariablesList>) {
  const [find, setFind] = useState('');
  const [open, setOpen] = useState(FIRST_OPEN);
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState('');
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => variableRows(known(), titles, open, find), [known, titles, open, find]);
  const active = Math.min(at, rows.length - 1);
  useEffect(() => {
    tree.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const toggle = (row: VariableRow, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(row.variable);
    else next.delete(row.variable);
    setOpen(next);
  };
  const insert = ({ variable }: VariableRow) => setSaid(onInsert(variable) ?? `Wrote ${variable}.`);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const row = rows[active];
    const deed = row === undefined ? undefined : treeKeys(row, rows, active, { setAt, toggle, insert })[event.key];
    if (deed === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  return (
    <div className={styles.body}>
      <TextInput
        aria-label="Find a variable"
        placeholder="Find a variable"
        size="xs"
        value={find}
        spellCheck={false}
        onChange={event => {
          setFind(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={event => {
          if (event.key === 'ArrowDown') tree.current?.focus();
          else if (event.key === 'Enter' && rows[active] !== undefined) insert(rows[active]);
          else if (event.key === 'Escape' && find !== '') {
            event.stopPropagation();
            setFind('');
          }
        }}
      />
      <div
        ref={tree}
        role="tree"
        aria-label="Variables"
        tabIndex={0}
        className={styles.tree}
        aria-activedescendant={rows[active] === undefined ? undefined : `${id}-${active}`}
        onKeyDown={onKeyDown}
      >
        {rows.map((row, index) => (
          <div
            key={row.variable}
            id={`${id}-${index}`}
            role="treeitem"
            aria-level={row.level}
            aria-selected={index === active}
            {...(row.isOpen === null ? {} : { 'aria-expanded': row.isOpen })}
            className={styles.row}
            style={{ paddingLeft: 4 + (row.level - 1) * 14 }}
            draggable
            title={row.variable}
            onDragStart={event => carryVariable(event, row.variable)}
            onClick={() => {
              setAt(index);
              if (row.isOpen !== null && find === '') toggle(row, !row.isOpen);
            }}
            onDoubleClick={() => row.isOpen === null && insert(row)}
          >
            <span className={styles.fold} aria-hidden>
              {row.isOpen === null ? null : row.isOpen ? <IconChevronDown size={13} /> : <IconChevronRight size={13} />}
            </span>
            <span className={styles.name}>{row.label}</span>
            <span className={styles.detail}>{row.detail}</span>
            <span className={styles.insert}>
              <ActionIcon
                size={22}
                tabIndex={-1}
                aria-label={`Write ${row.variable} at the caret`}
                onClick={event => {
                  event.stopPropagation();
                  insert(row);
                }}
              >
                <IconRowInsertBottom size={14} stroke={1.7} />
              </ActionIcon>
            </span>
          </div>
        ))}
      </div>
      {rows.length === 0 && <p className={styles.nothing}>No variable is called “{find}”.</p>}
      <p className={styles.hint} role="status">
        {said === '' ? 'Drag one into a field, or press Enter to write it where the caret was.' : said}
      </p>
    </div>
  );
}

function treeKeys(
  row: VariableRow,
  rows: readonly VariableRow[],
  at: number,
  hands: { setAt: (at: number) => void; toggle: (row: VariableRow, isOpen: boolean) => void; insert: (row: VariableRow) => void },
): Readonly<Record<string, () => void>> {
  const to = (index: number) => hands.setAt(Math.max(0, Math.min(rows.length - 1, index)));
  const above = rows.slice(0, at).findLastIndex(({ level }) => level < row.level);
  return {
    ArrowDown: () => to(at + 1),
    ArrowUp: () => to(at - 1),
    Home: () => to(0),
    End: () => to(rows.length - 1),
    ArrowRight: () => (row.isOpen === false ? hands.toggle(row, true) : row.isOpen === true ? to(at + 1) : undefined),
    ArrowLeft: () => (row.isOpen === true ? hands.toggle(row, false) : above === -1 ? undefined : to(above)),
    Enter: () => hands.insert(row),
  };
}
