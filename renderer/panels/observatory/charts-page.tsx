import { Button, SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { FigureGroup, Figures } from '../../../engine/questions/observatory.ts';
import { CHART_DAYS } from '../../state/observatory-slice.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { LateSkeleton } from '../../ui/late-skeleton.tsx';
import { TryAgain } from '../../ui/try-again.tsx';
import { FigureCard } from './figure-card.tsx';
import { barsOf, MEASURES } from './figure-measures.ts';
import styles from './observatory.module.css';

const GROUPS: Readonly<Record<FigureGroup, string>> = { day: 'Day', flow: 'Flow', version: 'Version', skill: 'Skill' };

/** Cost, tokens, cache, failures and contested claims, by day, flow, version or skill. */
export function ChartsPage() {
  const { by, days } = useStudio(studio => studio.chartQuestion);
  const askFigures = useStudio(studio => studio.askFigures);
  useEffect(() => void askFigures({}), [askFigures]);
  return (
    <div className={styles.page} data-place="observatory">
      <header className={styles.head}>
        <h2 className={styles.title}>Charts</h2>
        <SegmentedControl
          size="xs"
          aria-label="Put together by"
          data={Object.entries(GROUPS).map(([value, label]) => ({ value, label: `By ${label.toLowerCase()}` }))}
          value={by}
          onChange={chosen => void askFigures({ by: chosen as FigureGroup })} // true: its choices are those of GROUPS
        />
        <SegmentedControl
          size="xs"
          aria-label="How far back"
          data={CHART_DAYS.map(each => ({ value: String(each), label: each === null ? 'All' : `${String(each)} days` }))}
          value={String(days)}
          onChange={chosen => void askFigures({ days: CHART_DAYS.find(each => String(each) === chosen) ?? null })}
        />
      </header>
      <Charts />
    </div>
  );
}

function Charts() {
  const figures = useStudio(studio => studio.figures);
  const trouble = useStudio(studio => studio.figuresTrouble);
  const { by, days } = useStudio(studio => studio.chartQuestion);
  const flows = useStudio(studio => studio.flows);
  const skills = useStudio(studio => studio.catalog?.skills);
  const askFigures = useStudio(studio => studio.askFigures);
  if (trouble !== null) return <TryAgain sentence={trouble} onPress={() => void askFigures({})} />;
  if (figures === null) return <LateSkeleton lines={10} />;
  if (figures.length === 0)
    return (
      <EmptyState
        icon={<IconChartBar size={28} stroke={1.4} />}
        sentence={
          days === null
            ? 'What runs cost, and what the cache saved, is drawn here once a step of Sage’s has run.'
            : `No step of Sage’s ran in the last ${String(days)} days.`
        }
        action={
          days === null ? undefined : (
            <Button variant="default" onClick={() => void askFigures({ days: null })}>
              Look at all
            </Button>
          )
        }
      />
    );
  const sum = (of: (each: Figures) => number): number => figures.reduce((total, each) => total + of(each), 0);
  const names = {
    flow: (flowId: string): string => flows?.find(flow => flow.flowId === flowId)?.name ?? flowId,
    skill: (skill: string): string => skills?.find(({ name }) => name === skill)?.title ?? skill,
  };
  return (
    <>
      <p className={styles.sums}>
        {formatCount(sum(each => each.stages))} stages · {formatMoney(sum(each => each.costMicroUsd))} spent ·{' '}
        {formatMoney(sum(each => each.avoidedMicroUsd))} saved by the cache · {formatCount(sum(each => each.failures))} failed
      </p>
      <div className={styles.cards}>
        {MEASURES.map(measure => (
          <FigureCard
            key={measure.id}
            measure={measure}
            bars={barsOf(measure, by, figures, names)}
            groupTitle={GROUPS[by]}
            upright={by === 'day'}
          />
        ))}
      </div>
    </>
  );
}
