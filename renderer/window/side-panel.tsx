import { panelOf } from '../panels/all-panels.ts';
import { LastResort } from './last-resort.tsx';
import styles from './side-panel.module.css';

/** The side panel that the rail opened. */
export function SidePanel({ panelId }: { panelId: string }) {
  const panel = panelOf(panelId);
  if (panel === undefined) return null;
  return (
    <div className={styles.part} data-part="side">
      <LastResort key={panel.id} where={`${panel.title} panel`}>
        <panel.View subject="" />
      </LastResort>
    </div>
  );
}
