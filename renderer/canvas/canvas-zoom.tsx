import { useStore } from '@xyflow/react';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './canvas-zoom.module.css';

/** How near the canvas is, and how to come nearer. */
export function CanvasZoom() {
  const zoom = useStore(canvas => canvas.transform[2]);
  const hands = useStudio(studio => studio.hands);
  return (
    <div className={styles.zoom} role="toolbar" aria-label="Zoom">
      <IconButton icon={IconMinus} words="Farther" keys="Ctrl+-" onPress={() => hands?.zoomBy(1 / 1.25)} />
      <button type="button" className={styles.figure} title="100 %  Ctrl+0" onClick={() => hands?.zoomTo(1)}>
        {Math.round(zoom * 100)} %
      </button>
      <IconButton icon={IconPlus} words="Nearer" keys="Ctrl++" onPress={() => hands?.zoomBy(1.25)} />
      <IconButton icon={IconFocusCentered} words="Show the whole flow" keys="Ctrl+1" onPress={() => hands?.fit()} />
    </div>
  );
}
