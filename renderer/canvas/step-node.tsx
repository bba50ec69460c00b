import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconAlertTriangleFilled, IconFlagFilled, IconPinFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { KindIcon } from '../panels/kind-icon.tsx';
import { PlanChip } from '../panels/plan/plan-chip.tsx';
import { useStudio } from '../state/studio.ts';
import { handleY } from './card-measures.ts';
import { Chip } from './chip.tsx';
import { PinMark } from './pin-mark.tsx';
import { StepTitleField } from './step-title-field.tsx';
import styles from './step-node.module.css';
import type { StepCard, StepNode } from './to-canvas.ts';

/** One step on the canvas. Drawn again only when its own card or selection changes. */
export const StepNodeView = memo(function StepNodeView({ id, data: card, selected }: NodeProps<StepNode>) {
  return (
    <div className={styles.card} id={`step-${id}`} data-selected={selected} data-mark={card.chip?.mark} data-kind={card.kind}>
      <Handle type="target" position={Position.Left} id="in" className={styles.handle} aria-hidden />
      <CardFace id={id} card={card} />
      {card.ways.map((way, index) => (
        <Handle
          key={way.field}
          type="source"
          position={Position.Right}
          id={way.field}
          className={styles.handle}
          // Counted from inside the card's border.
          style={{ top: handleY(index, card.ways.length) - 1 }}
          data-open={!way.leadsOn || undefined}
          aria-hidden
        >
          {way.label !== null && (
            <span className={styles.way} data-field={way.field}>
              {way.label}
            </span>
          )}
        </Handle>
      ))}
    </div>
  );
});

function CardFace({ id, card }: { id: string; card: StepCard }) {
  const renaming = useStudio(studio => studio.renaming === id);
  return (
    <>
      <div className={styles.top}>
        <KindIcon kind={card.kind} size={28} />
        <div className={styles.words}>
          {renaming ? <StepTitleField stepId={id} title={card.title} /> : <Title id={id} title={card.title} />}
          <div className={styles.line} data-code={card.isCode || undefined} title={card.line}>
            {card.line}
          </div>
        </div>
      </div>
      <div className={styles.foot}>
        {card.plan !== undefined && card.plan !== null ? (
          <PlanChip plan={card.plan} />
        ) : card.chip === null ? (
          <span className={styles.kind}>{STEP_DEFINITIONS[card.kind].title}</span>
        ) : (
          <Chip chip={card.chip} />
        )}
        {card.chip?.mark !== 'pinned' && <PinMark stepId={id} kind={card.kind} />}
        <span className={styles.gap} />
        {card.isPinned && (
          <span className={styles.first} title="Pinned: tidying leaves it where it is">
            <IconPinFilled size={12} />
            <span className="unseen">pinned</span>
          </span>
        )}
        {card.isFirst && (
          <span className={styles.first} title="The run begins here">
            <IconFlagFilled size={11} />
            start
          </span>
        )}
        {card.errors + card.warnings > 0 && (
          <span className={styles.problem} data-severity={card.errors > 0 ? 'error' : 'warning'} title={card.trouble}>
            <IconAlertTriangleFilled size={12} />
            {card.errors + card.warnings}
          </span>
        )}
      </div>
      {card.chip?.mark === 'running' && <span className={styles.bar} />}
    </>
  );
}

function Title({ id, title }: { id: string; title: string }) {
  const rename = useStudio(studio => studio.rename);
  return (
    <div
      className={styles.title}
      title={title}
      onDoubleClick={event => {
        event.stopPropagation();
        rename(id);
      }}
    >
      {title}
    </div>
  );
}
