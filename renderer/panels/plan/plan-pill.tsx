import { IconBoltFilled, IconCircleDashed, IconHelpCircle, IconPlayerPlayFilled, IconRoute2, type Icon } from '@tabler/icons-react';
import { VERDICT_WORDS, type PlanVerdict } from './plan-marks.ts';
import mark from '../runs/mark.module.css';

const SHAPES: Readonly<Record<PlanVerdict, readonly [Icon, string]>> = {
  reuse: [IconBoltFilled, 'reused'],
  run: [IconPlayerPlayFilled, 'running'],
  may: [IconRoute2, 'waiting'],
  unknown: [IconHelpCircle, 'gate'],
  'not-reached': [IconCircleDashed, 'pending'],
};

/** What a run would do at a step: shape, word and colour. Outlined, since it has not happened. */
export function PlanPill({ verdict }: { verdict: PlanVerdict }) {
  const [Shape, token] = SHAPES[verdict];
  return (
    <span className={mark.pill} style={{ color: `var(--${token})`, boxShadow: 'inset 0 0 0 1px currentColor' }}>
      <Shape size={13} stroke={2} aria-hidden />
      {VERDICT_WORDS[verdict]}
    </span>
  );
}
