import {
  IconArrowBarToDown,
  IconArrowsHorizontal,
  IconChevronLeft,
  IconChevronRight,
  IconKeyboard,
  IconTable,
  IconZzz,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import type { TimelineWindow } from './use-timeline-window.ts';
import styles from './timeline.module.css';

interface ToolsProps {
  readonly time: TimelineWindow;
  /** Rows so far, and the one whose moment is shown. */
  readonly lastSeq: number;
  readonly pastSeq: number | null;
  readonly isTable: boolean;
  /** The run goes on and its end is out of view. */
  readonly isLeftBehind: boolean;
  readonly minimap: ReactNode;
  readonly onMoment: (seq: number | null) => void;
  readonly onStep: (by: number) => void;
  readonly onTable: (isTable: boolean) => void;
  readonly onFollow: () => void;
  readonly onKeys: () => void;
}

/** Above the rows: the scrubber through the trace, the whole run in a strip, and how it is drawn. */
export function TimelineTools(props: ToolsProps) {
  const { time, lastSeq, pastSeq, isTable } = props;
  const seq = pastSeq ?? lastSeq;
  return (
    <div className={styles.tools} role="group" aria-label="Time travel and view">
      <span className={styles.scrubber}>
        <StepButton way="back" isEnd={seq <= 1} onStep={props.onStep} />
        <input
          type="range"
          className={styles.slider}
          min={1}
          max={Math.max(lastSeq, 1)}
          value={seq}
          data-past={pastSeq !== null || undefined}
          aria-label="Moment of the run"
          aria-valuetext={pastSeq === null ? `Now, after row ${lastSeq}` : `As it was at row ${pastSeq} of ${lastSeq}`}
          title={pastSeq === null ? 'Drag to see the run as it was' : `Row ${pastSeq} of ${lastSeq}`}
          onChange={event => {
            const wanted = Number(event.target.value);
            props.onMoment(wanted >= lastSeq ? null : wanted);
          }}
        />
        <StepButton way="on" isEnd={pastSeq === null} onStep={props.onStep} />
      </span>
      {props.minimap}
      <ToolButtons
        isLeftBehind={props.isLeftBehind}
        hasGaps={time.hasGaps || time.areGapsOpen}
        areGapsOpen={time.areGapsOpen}
        isFit={time.isFit}
        isTable={isTable}
        onFollow={props.onFollow}
        onGaps={time.openGaps}
        onFit={time.fit}
        onTable={props.onTable}
        onKeys={props.onKeys}
      />
    </div>
  );
}

const StepButton = memo(function StepButton({ way, isEnd, onStep }: { way: 'back' | 'on'; isEnd: boolean; onStep: (by: number) => void }) {
  return way === 'back' ? (
    <IconButton icon={IconChevronLeft} words="One trace row back" keys="," disabled={isEnd} onPress={() => onStep(-1)} />
  ) : (
    <IconButton icon={IconChevronRight} words="One trace row on" keys="." disabled={isEnd} onPress={() => onStep(1)} />
  );
});

interface ToolButtonsProps extends Pick<ToolsProps, 'isLeftBehind' | 'isTable' | 'onFollow' | 'onTable' | 'onKeys'> {
  readonly hasGaps: boolean;
  readonly areGapsOpen: boolean;
  readonly isFit: boolean;
  readonly onGaps: (areOpen: boolean) => void;
  readonly onFit: () => void;
}

/** Drawn again only when one of them is another: each has a tooltip, which costs more than all the rest of this line. */
const ToolButtons = memo(function ToolButtons({ isLeftBehind, hasGaps, areGapsOpen, isFit, isTable, ...props }: ToolButtonsProps) {
  return (
    <span className={styles.toolButtons}>
      {isLeftBehind && <IconButton icon={IconArrowBarToDown} words="Follow the run" keys="End" onPress={props.onFollow} />}
      {hasGaps && (
        <IconButton
          icon={IconZzz}
          words={areGapsOpen ? 'Fold long waits' : 'Draw all waits in full'}
          keys="G"
          pressed={areGapsOpen}
          onPress={() => props.onGaps(!areGapsOpen)}
        />
      )}
      {!isFit && <IconButton icon={IconArrowsHorizontal} words="The whole run" keys="0" onPress={props.onFit} />}
      <IconButton
        icon={IconTable}
        words={isTable ? 'As bars' : 'As a table'}
        keys="T"
        pressed={isTable}
        onPress={() => props.onTable(!isTable)}
      />
      <IconButton icon={IconKeyboard} words="Keys of the timeline" keys="?" onPress={props.onKeys} />
    </span>
  );
});
