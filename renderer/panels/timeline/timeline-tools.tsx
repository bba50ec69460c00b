import {
  IconArrowBarToDown,
  IconArrowsHorizontal,
  IconChevronLeft,
  IconChevronRight,
  IconKeyboard,
  IconTable,
  IconZzz,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
        <IconButton icon={IconChevronLeft} words="One trace row back" keys="," disabled={seq <= 1} onPress={() => props.onStep(-1)} />
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
        <IconButton icon={IconChevronRight} words="One trace row on" keys="." disabled={pastSeq === null} onPress={() => props.onStep(1)} />
      </span>
      {props.minimap}
      <span className={styles.toolButtons}>
        {props.isLeftBehind && <IconButton icon={IconArrowBarToDown} words="Follow the run" keys="End" onPress={props.onFollow} />}
        {(time.hasGaps || time.areGapsOpen) && (
          <IconButton
            icon={IconZzz}
            words={time.areGapsOpen ? 'Fold long waits' : 'Draw all waits in full'}
            keys="G"
            pressed={time.areGapsOpen}
            onPress={() => time.openGaps(!time.areGapsOpen)}
          />
        )}
        {!time.isFit && <IconButton icon={IconArrowsHorizontal} words="The whole run" keys="0" onPress={time.fit} />}
        <IconButton
          icon={IconTable}
          words={isTable ? 'As bars' : 'As a table'}
          keys="T"
          pressed={isTable}
          onPress={() => props.onTable(!isTable)}
        />
        <IconButton icon={IconKeyboard} words="Keys of the timeline" keys="?" onPress={props.onKeys} />
      </span>
    </div>
  );
}
