import { ViewportPortal } from '@xyflow/react';
import { useStudio } from '../state/studio.ts';
import styles from './guides.module.css';

/** The lines that a dragged card stands in line along. */
export function Guides() {
  const aligned = useStudio(studio => studio.aligned);
  if (aligned === null || aligned.guides.length === 0) return null;
  return (
    <ViewportPortal>
      {aligned.guides.map(({ from, to }) => (
        <div
          key={`${from.x} ${from.y}`}
          className={styles.guide}
          style={{
            transform: `translate(${from.x}px, ${from.y}px)`,
            width: Math.max(1, to.x - from.x),
            height: Math.max(1, to.y - from.y),
          }}
        />
      ))}
    </ViewportPortal>
  );
}
