import { useId } from 'react';
import type { Bar, Measure } from './figure-measures.ts';
import styles from './observatory.module.css';

interface FigureCardProps {
  readonly measure: Measure;
  readonly bars: readonly Bar[];
  /** What the first column of the table is. */
  readonly groupTitle: string;
  /** Days stand beside each other, other groups below each other. */
  readonly upright: boolean;
}

/** One measure as a chart and, beside it, as the table that says the same in words. */
export function FigureCard({ measure, bars, groupTitle, upright }: FigureCardProps) {
  const titleId = useId();
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <h3 className={styles.cardTitle} id={titleId}>
        {measure.title}
      </h3>
      <p className={styles.cardSentence}>{measure.sentence}</p>
      {upright ? (
        <DayFigure measure={measure} bars={bars} titleId={titleId} />
      ) : (
        <GroupFigure measure={measure} bars={bars} groupTitle={groupTitle} titleId={titleId} />
      )}
    </section>
  );
}

interface FigureProps {
  readonly measure: Measure;
  readonly bars: readonly Bar[];
  readonly titleId: string;
}

/** Days beside each other, and the table of them. */
function DayFigure({ measure, bars, titleId }: FigureProps) {
  return (
    <div className={styles.figure}>
      <Columns bars={bars} colour={measure.colour} />
      <div className={styles.tablePlace} tabIndex={0} role="region" aria-labelledby={titleId}>
        <table className={styles.figures}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className={styles.value}>
                {measure.title}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.toReversed().map(bar => (
              <tr key={bar.key}>
                <th scope="row">{bar.name}</th>
                <td className={styles.value} data-empty={bar.length === null || undefined}>
                  {bar.words}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Groups below each other: a table with a bar in each row. */
function GroupFigure({ measure, bars, groupTitle, titleId }: FigureProps & { groupTitle: string }) {
  return (
    <div className={styles.tablePlace} tabIndex={0} role="region" aria-labelledby={titleId}>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">{groupTitle}</th>
            <th scope="col" colSpan={2} className={styles.value}>
              {measure.title}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(bar => (
            <tr key={bar.key}>
              <th scope="row" className={styles.group} title={bar.name}>
                {bar.name}
              </th>
              <td className={styles.barCell} aria-hidden>
                <span className={styles.bar} style={{ width: `${String(100 * (bar.length ?? 0))}%`, background: measure.colour }} />
              </td>
              <td className={styles.value} data-empty={bar.length === null || undefined}>
                {bar.words}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HEIGHT = 132;
const STEP = 14;
const FEWEST_SLOTS = 14;

/** The table says it all to a screen reader; the drawing only shows it. */
function Columns({ bars, colour }: { bars: readonly Bar[]; colour: string }) {
  // A few days stand at the right, where the newest always is, and no day is wider than others were.
  const slots = Math.max(bars.length, FEWEST_SLOTS);
  const [width, offset] = [slots * STEP, (slots - bars.length) * STEP];
  return (
    <svg className={styles.chart} viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`} preserveAspectRatio="none" aria-hidden>
      {[0.25, 0.5, 0.75].map(share => (
        <line
          key={share}
          x1={0}
          x2={width}
          y1={HEIGHT * share}
          y2={HEIGHT * share}
          className={styles.grid}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {bars.map(({ key, length, name, words }, index) => (
        <rect
          key={key}
          x={offset + index * STEP + 2}
          width={STEP - 4}
          y={HEIGHT - lengthOf(length)}
          height={lengthOf(length)}
          fill={length === null ? 'var(--line)' : colour}
        >
          <title>{`${name}: ${words}`}</title>
        </rect>
      ))}
      <line x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} className={styles.axis} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** At least so high that one sees that there is something. */
const lengthOf = (length: number | null): number => (length === null ? 2 : length === 0 ? 0 : Math.max(2, length * (HEIGHT - 6)));
