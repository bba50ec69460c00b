import type { Panel } from '../panels/panel.ts';
import { useStudio } from '../state/studio.ts';
import styles from './panel-tabs.module.css';

/** A row of tabs, one a panel. Arrow keys move among them, as in every tab list. */
export function PanelTabs(props: { words: string; panels: readonly Panel[]; openId: string | null; onOpen: (panelId: string) => void }) {
  const { panels, openId, onOpen } = props;
  const step = (from: number, by: number) => {
    const next = panels[(from + by + panels.length) % panels.length];
    if (next !== undefined) onOpen(next.id);
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label={props.words}>
      {panels.map((panel, index) => (
        <PanelTab
          key={panel.id}
          panel={panel}
          open={panel.id === openId}
          reachable={panel.id === openId || (openId === null && index === 0)}
          onOpen={() => onOpen(panel.id)}
          onStep={by => step(index, by)}
        />
      ))}
    </div>
  );
}

function PanelTab(props: { panel: Panel; open: boolean; reachable: boolean; onOpen: () => void; onStep: (by: number) => void }) {
  const { panel, open } = props;
  const count = useStudio(studio => panel.count?.(studio) ?? 0);
  return (
    <button
      type="button"
      role="tab"
      aria-selected={open}
      tabIndex={props.reachable ? 0 : -1}
      className={styles.tab}
      ref={button => {
        // Focus follows the arrow keys: they only ever move while a tab of this row has it.
        const focused = document.activeElement;
        if (open && button !== null && focused?.getAttribute('role') === 'tab' && focused.parentElement === button.parentElement)
          button.focus();
      }}
      onClick={props.onOpen}
      onKeyDown={event => {
        if (event.key === 'ArrowRight') props.onStep(1);
        if (event.key === 'ArrowLeft') props.onStep(-1);
      }}
    >
      {panel.title}
      {count > 0 && <span className={styles.count}>{count}</span>}
    </button>
  );
}
