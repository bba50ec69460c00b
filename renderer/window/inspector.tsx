import { IconX } from '@tabler/icons-react';
import { panelOf, panelsAt } from '../panels/all-panels.ts';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { PastNote } from '../panels/timeline/past-note.tsx';
import { PinNote } from '../panels/tests/pin-note.tsx';
import { LastResort } from './last-resort.tsx';
import { PanelTabs } from './panel-tabs.tsx';
import styles from './inspector.module.css';

/** The inspector: what there is to know and to change about the selected step, in tabs. */
export function Inspector() {
  const shown = useStudio(studio => studio.desk.inspectorPanel);
  const showInspector = useStudio(studio => studio.showInspector);
  const fold = useStudio(studio => studio.foldInspector);
  const backToCanvas = useStudio(studio => studio.hands?.focus);
  const panels = panelsAt('inspector');
  const panel = panels.find(one => one.id === shown) ?? panels[0];
  if (panel === undefined) return null;
  return (
    <aside
      className={styles.inspector}
      aria-label="Inspector"
      onKeyDown={event => {
        // A field that has something to take back keeps the key for itself.
        if (event.key === 'Escape' && !event.isPropagationStopped()) backToCanvas?.();
      }}
    >
      <div className={styles.head}>
        <PanelTabs words="Inspector" panels={panels} openId={panel.id} onOpen={showInspector} />
        <IconButton icon={IconX} words="Fold the inspector" keys="Ctrl+Alt+P" onPress={() => fold(true)} />
      </div>
      <PastNote />
      <PinNote />
      <div className={styles.body} role="tabpanel" aria-label={panelOf(panel.id)?.title}>
        <LastResort key={panel.id} where="inspector">
          <panel.View subject="" />
        </LastResort>
      </div>
    </aside>
  );
}
