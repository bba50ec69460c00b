import { IconAlertTriangle, IconAlertTriangleFilled, IconCircleCheck, IconCircleXFilled } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import { stepOf, stepTitle } from '../../../engine/flow/flow.ts';
import { useStudio } from '../../state/studio.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KindIcon } from '../kind-icon.tsx';
import type { Panel } from '../panel.ts';
import { FixButtons } from './fix-buttons.tsx';
import { problemWords } from './problem-words.ts';
import styles from './problems-panel.module.css';

/** Everything that is wrong with the open flow; a press goes to the step and its field. */
function ProblemsPanel() {
  const problems = useStudio(studio => studio.problems);
  const isOpen = useStudio(studio => studio.openFlow !== null);
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  const list = useRef<HTMLUListElement>(null);
  if (!isOpen) return <EmptyState sentence="What is wrong with the open flow is listed here." />;
  if (problems.length === 0)
    return <EmptyState icon={<IconCircleCheck size={24} stroke={1.5} />} sentence="No problems: this flow can be run and published." />;
  return (
    <ul ref={list} className={styles.list} tabIndex={-1} aria-label="Problems">
      {problems.slice(0, most).map((problem, index) => (
        <ProblemRow key={`${index} ${problem.code}`} problem={problem} onFixed={() => list.current?.focus()} />
      ))}
      {problems.length > most && (
        <li>
          <Button variant="subtle" size="compact-sm" onClick={() => setMost(most + SHOWN_AT_FIRST)}>
            Show more ({problems.length - most})
          </Button>
        </li>
      )}
    </ul>
  );
}

/** Each row works out its fixes; a long list is shown in parts. */
const SHOWN_AT_FIRST = 100;

function ProblemRow({ problem, onFixed }: { problem: FlowProblem; onFixed: () => void }) {
  const step = useStudio(studio =>
    problem.stepId === undefined || studio.openFlow === null ? undefined : stepOf(studio.openFlow.flow, problem.stepId),
  );
  const focusField = useStudio(studio => studio.focusField);
  const select = useStudio(studio => studio.select);
  const hands = useStudio(studio => studio.hands);
  const go = () => {
    if (problem.stepId === undefined) select([]);
    focusField(problem.stepId ?? null, problem.field ?? null);
    if (problem.stepId !== undefined) hands?.bringIntoView(problem.stepId);
  };
  return (
    <li className={styles.item}>
      <button type="button" className={styles.row} onClick={go}>
        <span className={styles.severity} data-severity={problem.severity} title={problem.severity === 'error' ? 'Error' : 'Warning'}>
          {problem.severity === 'error' ? <IconCircleXFilled size={15} /> : <IconAlertTriangleFilled size={15} />}
          <span className="unseen">{problem.severity}</span>
        </span>
        <span className={styles.step}>
          {step === undefined ? 'Flow' : <KindIcon kind={step.kind} size={18} />}
          {step !== undefined && <span className={styles.title}>{stepTitle(step)}</span>}
        </span>
        <span className={styles.message}>{problemWords(problem, step === undefined ? null : stepTitle(step))}</span>
      </button>
      <FixButtons problem={problem} onFixed={onFixed} />
    </li>
  );
}

export const PROBLEMS_PANEL: Panel = {
  id: 'problems',
  title: 'Problems',
  icon: IconAlertTriangle,
  place: 'bottom',
  View: ProblemsPanel,
  count: studio => studio.problems.length,
};
