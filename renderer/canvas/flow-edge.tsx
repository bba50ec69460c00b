import { BaseEdge, getSmoothStepPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStudio } from '../state/studio.ts';
import styles from './flow-edge.module.css';
import type { FlowEdge } from './to-canvas.ts';

/** A link between two steps, with a `+` that appears under the pointer and inserts a step there. */
export const FlowEdgeView = memo(function FlowEdgeView(edge: EdgeProps<FlowEdge>) {
  const openPalette = useStudio(studio => studio.openPalette);
  const [path, labelX, labelY] = getSmoothStepPath({ ...edge, borderRadius: 10 });
  const way = edge.data?.way;
  return (
    <g className={styles.edge} data-taken={edge.data?.taken} data-selected={edge.selected}>
      <BaseEdge id={edge.id} path={path} {...(edge.markerEnd === undefined ? {} : { markerEnd: edge.markerEnd })} interactionWidth={18} />
      <g
        className={styles.plus}
        transform={`translate(${labelX} ${labelY})`}
        onPointerDown={event => event.stopPropagation()}
        onClick={event => {
          event.stopPropagation();
          if (way !== undefined)
            openPalette({
              how: { kind: 'insert', ...way },
              at: { x: labelX - 120, y: labelY - 44 },
              screen: { x: event.clientX, y: event.clientY },
            });
        }}
      >
        <title>Insert a step here</title>
        <circle r={9} />
        <path d="M-4 0H4M0 -4V4" />
      </g>
    </g>
  );
});
