import { useMemo } from 'react';
import { links } from '../../../engine/flow/links.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/card-measures.ts';
import { placeSteps } from '../../canvas/place-steps.ts';
import styles from './flow-sketch.module.css';

/** More steps are a grey patch at this size. */
const MOST_STEPS = 200;

/** A flow as a drawing the size of a stamp: where its steps stand, of which kind they are, and how they follow each other. */
export function FlowSketch({ flow }: { flow: Flow }) {
  const { boxes, lines, view } = useMemo(() => sketch(flow), [flow]);
  return (
    <svg className={styles.sketch} viewBox={view} preserveAspectRatio="xMidYMid meet" aria-hidden>
      {lines.map(({ key, path }) => (
        <path key={key} className={styles.line} d={path} />
      ))}
      {boxes.map(({ id, kind, x, y }) => (
        <rect
          key={id}
          x={x}
          y={y}
          width={CARD_WIDTH}
          height={CARD_HEIGHT}
          rx={kind === 'gate' ? CARD_HEIGHT / 2 : 16}
          style={{ fill: `var(--${kind}-ground)`, stroke: `var(--${kind})` }}
          className={styles.box}
        />
      ))}
    </svg>
  );
}

function sketch(flow: Flow) {
  const places = placeSteps(flow);
  const boxes = flow.steps.slice(0, MOST_STEPS).flatMap(({ id, kind }) => {
    const at = places.get(id);
    return at === undefined ? [] : [{ id, kind, x: at.x, y: at.y }];
  });
  const at = new Map(boxes.map(box => [box.id, box]));
  const lines = links(flow).flatMap(({ from, field, to }) => {
    const [a, b] = [at.get(from), at.get(to)];
    if (a === undefined || b === undefined) return [];
    const [x1, y1, x2, y2] = [a.x + CARD_WIDTH, a.y + CARD_HEIGHT / 2, b.x, b.y + CARD_HEIGHT / 2];
    const bend = x2 > x1 ? Math.max(40, (x2 - x1) / 2) : 64;
    return [{ key: `${from} ${field}`, path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }];
  });
  const left = Math.min(...boxes.map(({ x }) => x), 0);
  const top = Math.min(...boxes.map(({ y }) => y), 0);
  const width = Math.max(...boxes.map(({ x }) => x + CARD_WIDTH), CARD_WIDTH) - left;
  const height = Math.max(...boxes.map(({ y }) => y + CARD_HEIGHT), CARD_HEIGHT) - top;
  return { boxes, lines, view: `${left - 96} ${top - 48} ${width + 192} ${height + 96}` };
}
