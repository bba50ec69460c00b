import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { fieldOfFound, findInFlow, stepOfFound, type FoundText } from '../../engine/flow/find-in-flow.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { countOf } from '../ui/format-count.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './find-bar.module.css';

/** More rows than a person reads; the count tells how many there are. */
const MOST_ROWS = 200;

/** Looks through titles, ids, values, expressions and notes of the flow, lists where it is, and replaces it. */
export function FindBar({ flow }: { flow: Flow }) {
  const store = useStudioStore();
  const wish = useStudio(studio => studio.finding);
  const [at, setAt] = useState(-1);
  const found = useMemo(() => (wish === null ? [] : findInFlow(flow, wish)), [flow, wish]);
  if (wish === null) return null;
  const { find, endFinding, replaceFound } = store.getState();
  const count = found.reduce((sum, { starts }) => sum + starts.length, 0);
  const current = found[Math.min(at, found.length - 1)];

  const go = (index: number, isOpening: boolean) => {
    const one = found[index];
    if (one === undefined) return;
    setAt(index);
    show(store.getState(), one, isOpening);
  };
  const step = (by: number) => go((Math.max(at, by > 0 ? -1 : 0) + by + found.length) % Math.max(found.length, 1), false);
  const onKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') endFinding();
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };

  return (
    <search className={styles.bar} aria-label="Find in the flow" onKeyDown={onKeyDown}>
      <div className={styles.row}>
        <input
          key={wish.asked}
          className={styles.field}
          aria-label="Find in titles, ids, values and expressions"
          placeholder="Find in this flow"
          value={wish.text}
          ref={takeFocus}
          onChange={event => {
            setAt(-1);
            find({ text: event.currentTarget.value });
          }}
        />
        <span className={styles.count} role="status">
          {wish.text === '' ? '' : count === 0 ? 'Not found' : countOf(count, 'hit')}
        </span>
        <IconButton icon={IconArrowUp} words="The one before" keys="Shift+Enter" onPress={() => step(-1)} />
        <IconButton icon={IconArrowDown} words="The next one" keys="Enter" onPress={() => step(1)} />
        <IconButton icon={IconX} words="End finding" keys="Escape" onPress={endFinding} />
      </div>
      <div className={styles.row}>
        <input
          className={styles.field}
          aria-label="Replace with"
          placeholder="Replace with"
          value={wish.by}
          onChange={event => find({ by: event.currentTarget.value })}
        />
        <button
          type="button"
          className={styles.button}
          disabled={found.length === 0}
          onClick={() => (current === undefined ? step(1) : replaceFound([current]))}
        >
          Replace
        </button>
        <button type="button" className={styles.button} disabled={found.length === 0} onClick={() => replaceFound()}>
          Replace all
        </button>
      </div>
      <Checkbox
        size="xs"
        label="Capitals count"
        checked={wish.matchCase}
        onChange={event => find({ matchCase: event.currentTarget.checked })}
      />
      {found.length > 0 && (
        <ul className={styles.list} aria-label="Where it was found">
          {found.slice(0, MOST_ROWS).map((one, index) => (
            <li key={`${one.of} ${one.owner} ${one.path.join('.')}`}>
              <button type="button" className={styles.hit} aria-current={one === current} onClick={() => go(index, true)}>
                <span className={styles.title}>{one.title}</span>
                <span className={styles.place}>{placeWords(one)}</span>
                <Excerpt found={one} length={wish.text.length} />
              </button>
            </li>
          ))}
          {found.length > MOST_ROWS && <li className={styles.more}>{countOf(found.length - MOST_ROWS, 'more place')} not listed.</li>}
        </ul>
      )}
    </search>
  );
}

/** Comes with the bar, and again whenever it is asked for. */
const takeFocus = (field: HTMLInputElement | null): void => field?.select();

function show(studio: ReturnType<ReturnType<typeof useStudioStore>['getState']>, found: FoundText, isOpening: boolean): void {
  const stepId = stepOfFound(found);
  if (found.of === 'note') {
    const note = studio.openFlow?.flow.notes?.find(({ id }) => id === found.owner);
    studio.selectNotes([found.owner]);
    if (note !== undefined) studio.hands?.showPoint(note);
  } else if (isOpening) studio.focusField(stepId, fieldOfFound(found) ?? found.path.join('.'));
  else if (stepId !== null) studio.select([stepId]);
  if (stepId !== null) studio.hands?.bringIntoView(stepId);
}

const placeWords = ({ kind, path, of }: FoundText): string => {
  switch (kind) {
    case 'title':
      return of === 'flow' ? 'Name of the flow' : 'Title';
    case 'id':
      return 'Id';
    case 'note':
      return 'Note';
    case 'value':
    case 'expression':
      return path.filter(part => part !== 'config').join(' › ');
  }
};

/** Letters around the first hit. */
const AROUND = 24;

function Excerpt({ found: { text, starts }, length }: { found: FoundText; length: number }) {
  const [start = 0] = starts;
  const from = Math.max(0, start - AROUND);
  return (
    <span className={styles.excerpt}>
      {from > 0 && '…'}
      {text.slice(from, start)}
      <mark>{text.slice(start, start + length)}</mark>
      {text.slice(start + length, start + length + AROUND * 2)}
      {starts.length > 1 && <em> ×{starts.length}</em>}
    </span>
  );
}
