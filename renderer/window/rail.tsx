import { Tooltip } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import type { Panel } from '../panels/panel.ts';
import { panelsAt } from '../panels/all-panels.ts';
import { modelsTab } from '../panels/models/models-tab.ts';
import { useStudio } from '../state/studio.ts';
import styles from './rail.module.css';

/** The buttons of the side panels; the one that is open folds on a second press. */
export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Side panels">
      {panelsAt('side').map(panel => (
        <RailButton key={panel.id} panel={panel} />
      ))}
      <SettingsButton />
    </nav>
  );
}

/** At the foot of the rail, where settings are looked for. */
function SettingsButton() {
  const openTab = useStudio(studio => studio.openTab);
  const isOpen = useStudio(studio => studio.desk.activeTab === modelsTab().id);
  const words = 'Settings: models, keys and spending';
  return (
    <Tooltip label={words} position="right">
      <button
        type="button"
        className={`${styles.button ?? ''} ${styles.foot ?? ''}`}
        aria-label={words}
        aria-pressed={isOpen}
        onClick={() => openTab(modelsTab())}
      >
        <IconSettings size={21} stroke={1.6} />
      </button>
    </Tooltip>
  );
}

function RailButton({ panel }: { panel: Panel }) {
  const open = useStudio(studio => studio.desk.sidePanel === panel.id);
  const count = useStudio(studio => panel.count?.(studio) ?? 0);
  const showSide = useStudio(studio => studio.showSide);
  const words = count === 0 ? panel.title : `${panel.title} (${count})`;
  return (
    <Tooltip label={words} position="right">
      <button
        type="button"
        className={styles.button}
        aria-label={words}
        aria-pressed={open}
        onClick={() => showSide(open ? null : panel.id)}
      >
        <panel.icon size={21} stroke={1.6} />
        {count > 0 && <span className={styles.count}>{count > 99 ? '99+' : count}</span>}
      </button>
    </Tooltip>
  );
}
