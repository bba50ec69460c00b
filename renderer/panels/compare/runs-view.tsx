import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ComparedStep } from '../../../engine/compare/run-comparison.ts';
import type { ComparedRuns } from '../../state/compare-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { CAUSE_WORDS, placeOf } from './divergence-words.ts';
import { figureLines } from './figure-lines.ts';
import { StepPair } from './step-pair.tsx';
import styles from './compare.module.css';

/** Two runs side by side: where they part first and why, their figures, and their steps paired by id. */
export function RunsView({ runs }: { runs: ComparedRuns }) {
  const { comparison } = runs;
  const only = useStudio(studio => studio.onlyDifferences);
  const setDifferences = useStudio(studio => studio.setDifferences);
  const differing = useMemo(() => comparison.steps.filter(step => !step.same), [comparison]);
  useEffect(() => {
    const places = differing.map(placeOf);
    const { first } = comparison;
    const firstPlace = first?.stepId === null || first === null ? null : placeOf({ id: first.stepId, visit: first.visit ?? 1 });
    setDifferences(places, firstPlace !== null && places.includes(firstPlace) ? firstPlace : (places[0] ?? null));
  }, [differing, comparison, setDifferences]);
  const shown = only ? differing : comparison.steps;
  const hidden = comparison.steps.length - shown.length;
  return (
    <>
      <FirstDivergence comparison={comparison} />
      <Figures comparison={comparison} />
      <section className={styles.section} aria-label="Steps side by side">
        <h3 className={styles.subtitle}>Steps</h3>
        <Steps steps={shown} runs={runs} />
        {hidden > 0 && (
          <p className={styles.quiet}>
            {countOf(hidden, 'step')} did the same in both and {hidden === 1 ? 'is' : 'are'} left out.
          </p>
        )}
      </section>
    </>
  );
}

/** Two runs may differ in thousands of steps; so many are drawn at once. */
const PAGE = 50;

/** The steps, a page at a time: at first the page of the difference that is looked at, and again when another one is. */
function Steps({ steps, runs }: { steps: readonly ComparedStep[]; runs: ComparedRuns }) {
  const difference = useStudio(studio => studio.difference);
  const [turned, setTurned] = useState<{ readonly page: number; readonly from: string | null }>({ page: 0, from: null });
  const pages = Math.max(1, Math.ceil(steps.length / PAGE));
  const own = useMemo(
    () =>
      Math.floor(
        Math.max(
          0,
          steps.findIndex(step => placeOf(step) === difference),
        ) / PAGE,
      ),
    [steps, difference],
  );
  const page = Math.min(turned.from === difference ? turned.page : own, pages - 1);
  const turn = (by: number) => setTurned({ page: page + by, from: difference });
  const shown = steps.slice(page * PAGE, (page + 1) * PAGE);
  return (
    <>
      <ol className={styles.steps} start={page * PAGE + 1}>
        {shown.map(step => (
          <StepPair key={placeOf(step)} step={step} runs={runs} isOpen={placeOf(step) === difference} />
        ))}
      </ol>
      {pages > 1 && (
        <p className={styles.pages}>
          <Button size="compact-sm" variant="default" disabled={page === 0} onClick={() => turn(-1)}>
            Steps before
          </Button>
          <span>
            {formatCount(page * PAGE + 1)} to {formatCount(page * PAGE + shown.length)} of {countOf(steps.length, 'step')}
          </span>
          <Button size="compact-sm" variant="default" disabled={page === pages - 1} onClick={() => turn(1)}>
            Steps after
          </Button>
        </p>
      )}
    </>
  );
}

function FirstDivergence({ comparison: { first, steps } }: { comparison: ComparedRuns['comparison'] }) {
  const showDifference = useStudio(studio => studio.showDifference);
  if (first === null)
    return (
      <section className={styles.divergence} aria-label="First divergence" data-same>
        <p className={styles.sentence}>Both did the same, as far as it can be told.</p>
      </section>
    );
  const step = steps.find((one): one is ComparedStep => one.id === first.stepId && one.visit === (first.visit ?? 1));
  return (
    <section className={styles.divergence} aria-label="First divergence">
      <p className={styles.kicker}>
        First divergence{step === undefined ? '' : ` at “${step.title}”`} · <span className={styles.cause}>{CAUSE_WORDS[first.cause]}</span>
      </p>
      <p className={styles.sentence}>{first.sentence}</p>
      {step !== undefined && (
        <Button size="compact-sm" variant="default" onClick={() => showDifference(placeOf(step))}>
          Show the evidence
        </Button>
      )}
    </section>
  );
}

function Figures({ comparison }: { comparison: ComparedRuns['comparison'] }) {
  return (
    <section className={styles.section} aria-label="Figures">
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">B less A</th>
          </tr>
        </thead>
        <tbody>
          {figureLines(comparison).map(line => (
            <tr key={line.name} data-same={line.isSame || undefined}>
              <th scope="row">{line.name}</th>
              <td>{line.a}</td>
              <td>{line.b}</td>
              <td>{line.delta}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
