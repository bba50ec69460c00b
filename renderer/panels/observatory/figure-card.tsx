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
      <div className={styles.figure}>
        {upright ? <Columns bars={bars} colour={measure.colour} /> : <Rows bars={bars} colour={measure.colour} />}
        <div className={styles.tablePlace} tabIndex={0} role="region" aria-labelledby={titleId}>
          <table className={styles.figures}>
            <thead>
              <tr>
                <th scope="col">{groupTitle}</th>
                <th scope="col" className={styles.value}>
                  {measure.title}
                </th>
              </tr>
            </thead>
            <tbody>
              {(upright ? bars.toReversed() : bars).map(bar => (
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
    </section>
  );
}

const HEIGHT = 132;
const STEP = 14;

/** The table says it all to a screen reader; the drawing only shows it. */
function Columns({ bars, colour }: { bars: readonly Bar[]; colour: string }) {
  const width = Math.max(bars.length * STEP, STEP);
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
          x={index * STEP + 2}
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

const ROW = 16;

function Rows({ bars, colour }: { bars: readonly Bar[]; colour: string }) {
  const shown = bars.slice(0, 8);
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 100 ${String(Math.max(HEIGHT, shown.length * ROW))}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {shown.map(({ key, length, name, words }, index) => (
        <g key={key}>
          <rect x={0} width={100} y={index * ROW + 3} height={ROW - 6} fill="var(--sunken)" />
          <rect
            x={0}
            width={length === null ? 0 : length === 0 ? 0 : Math.max(0.8, length * 100)}
            y={index * ROW + 3}
            height={ROW - 6}
            fill={colour}
          >
            <title>{`${name}: ${words}`}</title>
          </rect>
        </g>
      ))}
    </svg>
  );
}
