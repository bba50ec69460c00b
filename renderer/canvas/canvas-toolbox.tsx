import { Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { STEP_KINDS } from '../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { KindIcon } from '../panels/kind-icon.tsx';
import { useStudio } from '../state/studio.ts';
import styles from './canvas-toolbox.module.css';
import { plainChoice } from './palette-choices.ts';
import { DRAGGED_KIND } from './use-canvas-gestures.ts';

/** The five kinds, to be dragged onto the canvas or pressed; the plus opens the whole palette. */
export function CanvasToolbox() {
  const addStep = useStudio(studio => studio.addStep);
  const openPalette = useStudio(studio => studio.openPalette);
  return (
    <div className={styles.box} role="toolbar" aria-label="Add a step">
      {STEP_KINDS.map(kind => (
        <Tooltip
          key={kind}
          label={`${STEP_DEFINITIONS[kind].title}: ${STEP_DEFINITIONS[kind].purpose} Drag it onto the canvas, or press.`}
          position="bottom"
        >
          <button
            type="button"
            className={styles.kind}
            aria-label={`Add ${STEP_DEFINITIONS[kind].title.toLowerCase()}`}
            draggable
            onDragStart={event => {
              event.dataTransfer.setData(DRAGGED_KIND, kind);
              event.dataTransfer.effectAllowed = 'copy';
            }}
            onClick={() => addStep(plainChoice(kind), { how: { kind: 'free' }, at: null, screen: null })}
          >
            <KindIcon kind={kind} size={24} />
          </button>
        </Tooltip>
      ))}
      <span className={styles.line} />
      <Tooltip label="Skills, actions and events too  N" position="bottom">
        <button
          type="button"
          className={styles.kind}
          aria-label="Open the palette"
          onClick={() => openPalette({ how: { kind: 'free' }, at: null, screen: null })}
        >
          <IconPlus size={17} stroke={1.8} />
        </button>
      </Tooltip>
    </div>
  );
}
