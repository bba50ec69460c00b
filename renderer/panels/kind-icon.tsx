import { IconArrowsSplit2, IconBolt, IconHourglass, IconSparkles, IconUser, type Icon } from '@tabler/icons-react';
import type { StepKind } from '../../engine/steps/step-definition.ts';
import styles from './kind-icon.module.css';

/** One icon a kind; its colour is the token of the kind's name. */
export const KIND_ICONS: Readonly<Record<StepKind, Icon>> = {
  sage_skill: IconSparkles,
  human_task: IconUser,
  product_action: IconBolt,
  event_wait: IconHourglass,
  gate: IconArrowsSplit2,
};

/** The kind's icon on its tint. The word for it stands beside, or in the label of what holds it. */
export function KindIcon({ kind, size = 24 }: { kind: StepKind; size?: number }) {
  const Drawn = KIND_ICONS[kind];
  return (
    <span
      className={styles.tile}
      style={{ width: size, height: size, color: `var(--${kind})`, background: `var(--${kind}-ground)` }}
      aria-hidden
    >
      <Drawn size={Math.round(size * 0.62)} stroke={1.8} />
    </span>
  );
}
