import {
  IconBoltFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconClockPause,
  IconClockX,
  IconHandStop,
  IconPinnedFilled,
  IconPlayerPlayFilled,
  IconRefresh,
  IconSquareRoundedX,
  type Icon,
} from '@tabler/icons-react';
import type { RunStatus } from '../../../engine/trace/run.ts';
import type { StepMark } from './step-mark.ts';

/** One shape a state of a step or a run, so that colour never speaks alone; and the token of its colour, whose ground is the same name with `-ground`. */
const SHAPES: Readonly<Record<StepMark | RunStatus, readonly [Icon, string]>> = {
  pending: [IconCircleDashed, 'pending'],
  running: [IconPlayerPlayFilled, 'running'],
  retrying: [IconRefresh, 'running'],
  waiting: [IconClockPause, 'waiting'],
  done: [IconCircleCheckFilled, 'succeeded'],
  succeeded: [IconCircleCheckFilled, 'succeeded'],
  reused: [IconBoltFilled, 'reused'],
  pinned: [IconPinnedFilled, 'waiting'],
  failed: [IconCircleXFilled, 'failed'],
  timed_out: [IconClockX, 'failed'],
  cancelled: [IconSquareRoundedX, 'halted'],
  halted: [IconHandStop, 'halted'],
};

/** The token that colours a state. */
export const markToken = (mark: StepMark | RunStatus): string => SHAPES[mark][1];

/** The shape of a state in its colour; its word must stand beside it. */
export function MarkIcon({ mark, size = 13 }: { mark: StepMark | RunStatus; size?: number }) {
  const [Shape, token] = SHAPES[mark];
  return <Shape size={size} stroke={2} style={{ color: `var(--${token})`, flex: 'none' }} aria-hidden />;
}
