import { IconAlertTriangleFilled, IconArrowBackUp, IconChevronDown, IconChevronRight, IconFlagFilled } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { FlowProblem } from '../../engine/flow/flow-problem.ts';
import { stepTitle } from '../../engine/flow/flow.ts';
import { STEP_DEFINITIONS } from '../../engine/steps/step-definitions.ts';
import { Chip } from '../canvas/chip.tsx';
import { stepLine } from '../canvas/step-line.ts';
import type { WayOut } from '../canvas/step-links.ts';
import { StepTitleField } from '../canvas/step-title-field.tsx';
import { KindIcon } from '../panels/kind-icon.tsx';
import { PlanChip } from '../panels/plan/plan-chip.tsx';
import type { PlanMark } from '../panels/plan/plan-marks.ts';
import type { StepChip } from '../panels/runs/step-chips.ts';
import { countOf } from '../ui/format-count.ts';
import styles from './flow-outline.module.css';
import type { OutlineRow } from './outline-rows.ts';
import { waysSentence, type WayWords } from './way-words.ts';

export interface OutlineLineProps {
  readonly id: string;
  readonly topPx: number;
  readonly row: OutlineRow;
  readonly ways: readonly WayWords[];
  readonly isStart: boolean;
  /** True for a way that the shown run went. */
  readonly isTaken: (way: WayOut) => boolean;
  readonly chip: StepChip | null;
  /** What a run would do here, while the plan is looked at. */
  readonly plan: PlanMark | null;
  readonly problems: readonly FlowProblem[];
  readonly isFolded: boolean;
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
  readonly isRenaming: boolean;
  readonly onPress: (how: 'only' | 'too' | 'range') => void;
  readonly onRename: () => void;
  readonly onFold: (isFolded: boolean) => void;
}

/** Deeper lines stand no further in, so that their words keep room; the tree still says how deep they are. */
const DEEPEST_INDENT = 10;
const INDENT_PX = 22;

/** One step as a line: what it is, where it leads, how the shown run passed it, what is wrong with it. */
export function OutlineLine(props: OutlineLineProps) {
  const { row, problems, chip, plan } = props;
  const { step } = row;
  const { line, isCode } = stepLine(step);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <div
      id={props.id}
      className={styles.line}
      role="treeitem"
      style={{ top: props.topPx, paddingLeft: 8 + Math.min(row.depth, DEEPEST_INDENT) * INDENT_PX }}
      aria-level={row.depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.placeOf}
      aria-selected={props.isSelected}
      aria-label={lineSentence(props)}
      {...(row.hasBranches ? { 'aria-expanded': !props.isFolded } : {})}
      data-current={props.isCurrent || undefined}
      data-depth={row.depth === 0 ? undefined : row.depth}
      onClick={event => props.onPress(event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'too' : 'only')}
      onDoubleClick={props.onRename}
    >
      <span
        className={styles.fold}
        data-leaf={!row.hasBranches || undefined}
        title={row.hasBranches ? (props.isFolded ? 'Unfold the branches' : 'Fold the branches') : undefined}
        onClick={event => {
          if (!row.hasBranches) return;
          event.stopPropagation();
          props.onFold(!props.isFolded);
        }}
        onDoubleClick={event => event.stopPropagation()}
      >
        {row.hasBranches && (props.isFolded ? <IconChevronRight size={15} /> : <IconChevronDown size={15} />)}
      </span>
      <KindIcon kind={step.kind} size={24} />
      <span className={styles.words}>
        <span className={styles.first}>
          {row.branch !== null && <span className={styles.branch}>{row.branch}</span>}
          {props.isRenaming ? (
            <StepTitleField stepId={step.id} title={stepTitle(step)} />
          ) : (
            <span className={styles.title} title={stepTitle(step)}>
              {stepTitle(step)}
            </span>
          )}
          {props.isStart && <IconFlagFilled size={11} className={styles.flag} />}
        </span>
        <span className={styles.second}>
          <span className={styles.what} data-code={isCode || undefined} title={line}>
            {line}
          </span>
          <Ways ways={props.ways} isTaken={props.isTaken} />
        </span>
      </span>
      <span className={styles.state}>{plan === null ? chip !== null && <Chip chip={chip} /> : <PlanChip plan={plan} />}</span>
      {problems.length > 0 && (
        <span
          className={styles.problem}
          data-severity={errors > 0 ? 'error' : 'warning'}
          title={problems.map(({ message }) => message).join('\n')}
        >
          <IconAlertTriangleFilled size={12} />
          {problems.length}
        </span>
      )}
    </div>
  );
}

function Ways({ ways, isTaken }: { ways: readonly WayWords[]; isTaken: (way: WayOut) => boolean }) {
  const sentence = waysSentence(ways);
  return (
    <span className={styles.ways} title={sentence}>
      {ways.map((way, index) => (
        <Fragment key={way.field}>
          {index > 0 && <span className={styles.dot}> · </span>}
          <span data-taken={isTaken(way) || undefined} data-leads={way.leads}>
            {way.leads === 'back' && <IconArrowBackUp size={12} className={styles.back} />}
            {way.label !== null && <b>{way.label}</b>} {way.words}
          </span>
        </Fragment>
      ))}
    </span>
  );
}

/** The line in words, for those who do not see it. */
function lineSentence({ row, ways, chip, plan, problems, isStart }: OutlineLineProps): string {
  const { step, branch } = row;
  return [
    branch === null ? null : `${branch}: `,
    stepTitle(step),
    `, ${STEP_DEFINITIONS[step.kind].title.toLowerCase()}, ${stepLine(step).line}`,
    isStart ? ', start' : null,
    plan === null ? (chip === null ? null : `, ${chip.word}`) : `, ${plan.sentence}`,
    problems.length === 0 ? null : `, ${countOf(problems.length, 'problem')}: ${problems.map(({ message }) => message).join(' ')}`,
    `; ${waysSentence(ways)}.`,
  ]
    .filter(part => part !== null)
    .join('');
}
