import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { panelsAt } from '../panels/all-panels.ts';
import { useStudio } from '../state/studio.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './bottom-panel.module.css';
import { LastResort } from './last-resort.tsx';
import { PanelTabs } from './panel-tabs.tsx';

/** The panel under the centre: its tabs, and the open one's contents. */
export function BottomPanel({ panelId }: { panelId: string }) {
  const panels = panelsAt('bottom');
  const panel = panels.find(one => one.id === panelId) ?? panels[0];
  return (
    <section className={styles.panel} aria-label="Bottom panel" data-part="bottom">
      <BottomTabs panelId={panel?.id ?? null} />
      <div className={styles.body} role="tabpanel" aria-label={panel?.title ?? ''}>
        {panel !== undefined && (
          <LastResort key={panel.id} where={`${panel.title} panel`}>
            <panel.View subject="" />
          </LastResort>
        )}
      </div>
    </section>
  );
}

/** The tabs alone: all that is left of the bottom panel when it is folded. */
export function BottomTabs({ panelId }: { panelId: string | null }) {
  const showBottom = useStudio(studio => studio.showBottom);
  const folded = panelId === null;
  const first = panelsAt('bottom')[0]?.id ?? null;
  return (
    <div className={styles.tabs} data-folded={folded || undefined}>
      <PanelTabs words="Bottom panel" panels={panelsAt('bottom')} openId={panelId} onOpen={showBottom} />
      <IconButton
        icon={folded ? IconChevronUp : IconChevronDown}
        words={folded ? 'Open the bottom panel' : 'Fold the bottom panel'}
        keys="Ctrl+J"
        onPress={() => showBottom(folded ? first : null)}
      />
    </div>
  );
}
