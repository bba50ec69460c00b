import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StepId } from '../../engine/base/ids.ts';
import { stepOf, stepTitle, type Flow } from '../../engine/flow/flow.ts';
import type { StepHandle } from '../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { openWay } from '../canvas/from-canvas.ts';
import { targetOf } from '../canvas/step-links.ts';
import styles from '../canvas/palette.module.css';
import { PALETTE_SIZE, usePalettePlace } from '../canvas/use-palette-place.ts';
import { KindIcon } from '../panels/kind-icon.tsx';
import { useStudio } from '../state/studio.ts';
import own from './connect-step.module.css';
import { connectChoices, type ConnectChoice } from './connect-choices.ts';

/** Chooses by name where a way out of a step leads: type to find, arrows and Enter choose. */
export function ConnectStep({ flow, stepId }: { flow: Flow; stepId: StepId }) {
  const connect = useStudio(studio => studio.connect);
  const close = useStudio(studio => studio.startConnecting);
  const under = useStudio(studio => studio.hands?.under);
  const step = stepOf(flow, stepId);
  const ways: readonly StepHandle[] = step === undefined ? [] : STEP_DEFINITIONS[step.kind].handles;
  const [field, setField] = useState(openWay(flow, stepId, undefined)?.field ?? ways[0]?.field ?? 'next');
  const [typed, setTyped] = useState('');
  const target = step === undefined ? undefined : targetOf(step, field);
  const { choices, left } = useMemo(() => connectChoices(flow, stepId, field, typed), [flow, stepId, field, typed]);
  const [moved, setMoved] = useState<number | null>(null);
  const at = Math.min(moved ?? firstChoice(choices, target), choices.length - 1);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const place = usePalettePlace(useMemo(() => under?.(stepId) ?? null, [under, stepId]));

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (step === undefined) return null;

  const choose = (choice: ConnectChoice | undefined) => {
    if (choice !== undefined) connect({ from: stepId, field }, choice.to);
  };
  const move = (by: number) => setMoved((at + by + choices.length) % Math.max(choices.length, 1));
  const deeds: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => choose(choices[at]),
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    const isRadio = event.target instanceof HTMLInputElement && event.target.type === 'radio';
    const deed = event.key === 'Escape' ? () => close(null) : isRadio && event.key !== 'Enter' ? undefined : deeds[event.key];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };

  return (
    <>
      <div className={styles.veil} onPointerDown={() => close(null)} />
      <div
        ref={place}
        className={styles.palette}
        role="dialog"
        aria-label={`Connect ${stepTitle(step)}`}
        style={PALETTE_SIZE}
        onKeyDown={onKeyDown}
      >
        <fieldset className={own.ways}>
          <legend className="unseen">Which way out of {stepTitle(step)}</legend>
          {ways.map(way => (
            <label key={way.field} className={own.way} data-chosen={way.field === field || undefined}>
              <input
                type="radio"
                name="way-out"
                checked={way.field === field}
                onChange={() => {
                  setField(way.field);
                  setMoved(null);
                }}
              />
              {way.label ?? 'then'}
            </label>
          ))}
        </fieldset>
        <div className={styles.search}>
          <IconSearch size={15} stroke={1.8} />
          <input
            ref={input}
            className={styles.field}
            role="combobox"
            aria-expanded
            aria-controls="connect-list"
            aria-activedescendant={choices[at] === undefined ? undefined : `connect-${at}`}
            aria-label="Find the step that it leads to"
            placeholder={`Where “${stepTitle(step)}” leads: type to find`}
            value={typed}
            onChange={event => {
              setTyped(event.currentTarget.value);
              setMoved(null);
            }}
          />
        </div>
        <div ref={list} id="connect-list" role="listbox" aria-label="Where it leads" className={styles.list}>
          {choices.map((choice, index) => (
            <div
              key={choice.to ?? ''}
              id={`connect-${index}`}
              role="option"
              aria-selected={index === at}
              className={styles.choice}
              onPointerMove={() => setMoved(index)}
              onClick={() => choose(choice)}
            >
              {choice.kind === null ? <span className={own.blank} /> : <KindIcon kind={choice.kind} size={26} />}
              <span className={styles.words}>
                <span className={styles.title}>{choice.title}</span>
                <span className={styles.hint}>{choice.hint}</span>
              </span>
            </div>
          ))}
          {choices.length === 0 && <p className={styles.nothing}>No other step is called “{typed}”.</p>}
          {left > 0 && <p className={styles.nothing}>{left} more: type to find them.</p>}
        </div>
      </div>
    </>
  );
}

/** Where it leads now, else the first step. */
const firstChoice = (choices: readonly ConnectChoice[], target: StepId | 'halt' | undefined): number => {
  const now = choices.findIndex(({ to }) => to !== null && to === target);
  return now >= 0
    ? now
    : Math.max(
        0,
        choices.findIndex(({ to }) => to !== null),
      );
};
