import chip from '../../canvas/chip.module.css';
import type { PlanMark } from './plan-marks.ts';
import { PlanPill } from './plan-pill.tsx';

/** What a step's card says of the plan; why stands in its tooltip. */
export const PlanChip = ({ plan }: { plan: PlanMark }) => (
  <span title={plan.sentence} style={{ display: 'inline-flex', gap: 6, alignItems: 'center', minWidth: 0 }}>
    <PlanPill verdict={plan.verdict} />
    {plan.cost !== null && <span className={chip.figures}>{plan.cost}</span>}
  </span>
);
