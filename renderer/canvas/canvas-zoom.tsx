import { MiniMap, useStore } from '@xyflow/react';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { markToken } from '../panels/runs/mark-icon.tsx';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './canvas-zoom.module.css';
import type { CanvasNode } from './to-canvas.ts';

/** How near the canvas is, and its map when there is more than fits. */
export function CanvasZoom({ hasMap }: { hasMap: boolean }) {
  const zoom = useStore(canvas => canvas.transform[2]);
  const hands = useStudio(studio => studio.hands);
  return (
    <>
      <div className={styles.zoom} role="toolbar" aria-label="Zoom">
        <IconButton icon={IconMinus} words="Farther" keys="Ctrl+-" onPress={() => hands?.zoomBy(1 / 1.25)} />
        <button type="button" className={styles.figure} title="100 %  Ctrl+0" onClick={() => hands?.zoomTo(1)}>
          {Math.round(zoom * 100)} %
        </button>
        <IconButton icon={IconPlus} words="Nearer" keys="Ctrl++" onPress={() => hands?.zoomBy(1.25)} />
        <IconButton icon={IconFocusCentered} words="Show the whole flow" keys="Ctrl+1" onPress={() => hands?.fit()} />
      </div>
      {hasMap && (
        <MiniMap<CanvasNode>
          className={styles.map ?? ''}
          pannable
          zoomable
          ariaLabel="Map of the flow"
          nodeColor={mapColour}
          nodeStrokeWidth={0}
          nodeBorderRadius={16}
          bgColor="var(--raised)"
          maskColor="color-mix(in srgb, var(--ground) 72%, transparent)"
          style={{ width: 160, height: 96 }}
        />
      )}
    </>
  );
}

/** What a step of the shown run came to, else its kind; steps with problems stand out. */
function mapColour(node: CanvasNode): string {
  if (node.type !== 'step') return 'color-mix(in srgb, var(--edge) 30%, transparent)';
  const { chip, errors, warnings, kind } = node.data;
  if (errors > 0) return 'var(--failed)';
  if (chip !== null) return `var(--${markToken(chip.mark)})`;
  return warnings > 0 ? 'var(--waiting)' : `var(--${kind})`;
}
