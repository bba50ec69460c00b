import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { KindIcon } from '../panels/kind-icon.tsx';
import type { PaletteWish } from '../state/canvas-slice.ts';
import { useStudio } from '../state/studio.ts';
import { choiceOfDigit, paletteChoices, type PaletteChoice } from './palette-choices.ts';
import styles from './palette.module.css';
import { PALETTE_SIZE, usePalettePlace } from './use-palette-place.ts';

/** What can be put on the canvas: type to filter, arrows and Enter choose, digits give the plain kinds. */
export function Palette({ wish }: { wish: PaletteWish }) {
  const catalog = useStudio(studio => studio.catalog);
  const addStep = useStudio(studio => studio.addStep);
  const close = useStudio(studio => studio.closePalette);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const choices = useMemo(() => paletteChoices(catalog, typed), [catalog, typed]);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const place = usePalettePlace(wish.screen);

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const choose = (choice: PaletteChoice | undefined) => {
    if (choice !== undefined) addStep(choice, wish);
  };
  const move = (by: number) => setAt((at + by + choices.length) % Math.max(choices.length, 1));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const digit = typed === '' ? choiceOfDigit(event.key) : null;
    const deed = digit !== null ? () => choose(digit) : keyDeeds({ move, close, choose: () => choose(choices[at]) })[event.key];
    event.stopPropagation();
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };

  return (
    <>
      <div className={styles.veil} onPointerDown={close} />
      <div ref={place} className={styles.palette} role="dialog" aria-label="Add a step" style={PALETTE_SIZE}>
        <div className={styles.search}>
          <IconSearch size={15} stroke={1.8} />
          <input
            ref={field}
            className={styles.field}
            role="combobox"
            aria-expanded
            aria-controls="palette-list"
            aria-activedescendant={choices[at] === undefined ? undefined : `palette-${at}`}
            aria-label="Find a kind of step, a skill, an action or an event"
            placeholder="Add a step: type to find, 1–5 for a kind"
            value={typed}
            onChange={event => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div ref={list} id="palette-list" role="listbox" aria-label="Steps to add" className={styles.list}>
          {choices.map((choice, index) => (
            <div key={choice.key}>
              {choice.digit === null && choices[index - 1]?.kind !== choice.kind && (
                <div className={styles.heading} role="presentation">
                  {headingOf(choice)}
                </div>
              )}
              <div
                id={`palette-${index}`}
                role="option"
                aria-selected={index === at}
                className={styles.choice}
                onPointerMove={() => setAt(index)}
                onClick={() => choose(choice)}
              >
                <KindIcon kind={choice.kind} size={26} />
                <span className={styles.words}>
                  <span className={styles.title}>{choice.title}</span>
                  <span className={styles.hint}>{choice.hint}</span>
                </span>
                {choice.digit !== null && typed === '' && <kbd className={styles.digit}>{choice.digit}</kbd>}
              </div>
            </div>
          ))}
          {choices.length === 0 && (
            <p className={styles.nothing}>Nothing is called “{typed}”. The five kinds are there when the field is empty.</p>
          )}
        </div>
      </div>
    </>
  );
}

const HEADINGS = {
  sage_skill: 'Skills',
  human_task: 'People and roles',
  product_action: 'Product actions',
  event_wait: 'Events',
  gate: 'Gates',
} as const;
const headingOf = (choice: PaletteChoice): string => HEADINGS[choice.kind];

const keyDeeds = (deeds: { move: (by: number) => void; close: () => void; choose: () => void }): Readonly<Record<string, () => void>> => ({
  ArrowDown: () => deeds.move(1),
  ArrowUp: () => deeds.move(-1),
  PageDown: () => deeds.move(6),
  PageUp: () => deeds.move(-6),
  Enter: deeds.choose,
  Tab: deeds.close,
  Escape: deeds.close,
});
