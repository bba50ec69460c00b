import { IconRoute, IconX } from '@tabler/icons-react';
import { panelOf } from '../panels/all-panels.ts';
import type { Tab } from '../state/desk.ts';
import { useStudio } from '../state/studio.ts';
import styles from './centre-tabs.module.css';

/** The tabs of the centre; none are drawn while a single flow is open. */
export function CentreTabs() {
  const tabs = useStudio(studio => studio.desk.tabs);
  const activeTab = useStudio(studio => studio.desk.activeTab);
  if (tabs.length < 2) return null;
  return (
    <div className={styles.tabs} role="group" aria-label="Open">
      {tabs.map(tab => (
        <CentreTab key={tab.id} tab={tab} active={tab.id === activeTab} />
      ))}
    </div>
  );
}

function CentreTab({ tab, active }: { tab: Tab; active: boolean }) {
  const openTab = useStudio(studio => studio.openTab);
  const closeTab = useStudio(studio => studio.closeTab);
  const showFlow = useStudio(studio => studio.showFlow);
  const { title } = tab;
  const Icon = tab.kind === 'flow' ? IconRoute : panelOf(tab.panelId)?.icon;
  return (
    <div
      className={styles.tab}
      data-active={active || undefined}
      onAuxClick={event => {
        if (event.button === 1) closeTab(tab.id);
      }}
    >
      <button
        type="button"
        aria-current={active ? 'page' : undefined}
        className={styles.name}
        title={title}
        onClick={() => (tab.kind === 'flow' ? void showFlow(tab.flowId) : openTab(tab))}
      >
        {Icon !== undefined && <Icon size={14} stroke={1.7} />}
        <span className={styles.words}>{title}</span>
      </button>
      <button type="button" className={styles.close} aria-label={`Close ${title}`} onClick={() => closeTab(tab.id)}>
        <IconX size={13} />
      </button>
    </div>
  );
}
