import { IconX } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { placeCard, type Box } from './place-card.ts';
import { TOUR_STEPS, type TourStep } from './tour-steps.ts';
import styles from './tour.module.css';

/** Five short steps through the window: each stands beside what it speaks of, and the window stays at hand all the while. */
export function Tour() {
  const at = useStudio(studio => studio.tourAt);
  const step = at === null ? undefined : TOUR_STEPS[at];
  return at === null || step === undefined ? null : <TourCard key={at} at={at} step={step} />;
}

function TourCard({ at, step }: { at: number; step: TourStep }) {
  const store = useStudioStore();
  const showTour = useStudio(studio => studio.showTour);
  const endTour = useStudio(studio => studio.endTour);
  const card = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const isHere = useStudio(step.isHere);
  const target = useTarget(step.targets);
  const [size, setSize] = useState({ width: 320, height: 190 });
  const isLast = at === TOUR_STEPS.length - 1;

  useEffect(() => step.prepare(store.getState()), [step, store]);
  // Once a step: whoever went elsewhere and came back is busy with something.
  const hasFocused = useRef(false);
  useEffect(() => {
    if (!isHere || hasFocused.current) return;
    hasFocused.current = true;
    next.current?.focus({ preventScroll: true });
  }, [isHere]);
  useLayoutEffect(() => {
    const height = card.current?.offsetHeight ?? 0;
    setSize(known => (known.height === height || height === 0 ? known : { ...known, height }));
  }, [step, target]);

  const room = { width: window.innerWidth, height: window.innerHeight };
  const place =
    target === null ? { left: (room.width - size.width) / 2, top: (room.height - size.height) / 2 } : placeCard(target, size, room);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') endTour();
    else if (event.key === 'ArrowRight' && !isLast) showTour(at + 1);
    else if (event.key === 'ArrowLeft' && at > 0) showTour(at - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      {isHere && target !== null && <div className={styles.ring} style={ringOf(target)} aria-hidden />}
      <div
        ref={card}
        className={styles.card}
        style={place}
        hidden={!isHere}
        role="dialog"
        aria-modal={false}
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        onKeyDown={onKeyDown}
      >
        <div className={styles.head}>
          <h2 id="tour-title" className={styles.title}>
            {step.title}
          </h2>
          <span className={styles.count}>
            {at + 1} of {TOUR_STEPS.length}
          </span>
          <IconButton icon={IconX} words="Skip the tour" keys="Esc" onPress={endTour} />
        </div>
        <p id="tour-text" className={styles.text} aria-live="polite">
          {step.sentences}
        </p>
        <div className={styles.ways}>
          {at > 0 && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => showTour(at - 1)}>
              Back
            </Button>
          )}
          <Button ref={next} size="compact-sm" onClick={() => (isLast ? endTour() : showTour(at + 1))}>
            {isLast ? 'Done' : 'Next'}
          </Button>
        </div>
      </div>
    </>
  );
}

const RING = 4;
const ringOf = ({ left, top, width, height }: Box) => ({
  left: left - RING,
  top: top - RING,
  width: width + 2 * RING,
  height: height + 2 * RING,
});

/** Where what a step speaks of stands now, looked at anew as the window moves; null while it is not there. */
function useTarget(targets: readonly string[]): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const look = () => {
      const found = targets.map(one => document.querySelector(one)).find(one => one !== null);
      const { left, top, width, height } = found?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 };
      setBox(known => {
        const now = width === 0 || height === 0 ? null : { left, top, width, height };
        return sameBox(known, now) ? known : now;
      });
    };
    look();
    // Panels open, documents arrive and lists scroll without telling: a look now and then is enough for a card.
    const timer = setInterval(look, 150);
    window.addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('resize', look);
    };
  }, [targets]);
  return box;
}

const sameBox = (a: Box | null, b: Box | null): boolean =>
  a === b || (a !== null && b !== null && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height);
