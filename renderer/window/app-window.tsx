import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { CommandFinder } from '../commands/command-finder.tsx';
import { KeyScreen } from '../commands/key-screen.tsx';
import { KeySheet } from '../commands/key-sheet.tsx';
import { useOwnCommands } from '../commands/own-commands.ts';
import { shownKeys } from '../commands/shown-keys.ts';
import { IS_MAC, useCommandKeys } from '../commands/use-command-keys.ts';
import { OwnKeys } from '../ui/own-keys.ts';
import { FLOAT_BELOW_PX } from '../state/desk.ts';
import { LibraryDialogs } from '../panels/flows/library-dialogs.tsx';
import { SampleDialog } from '../panels/events/sample-dialog.tsx';
import { ShareDialog } from '../panels/share/share-dialog.tsx';
import { TrustDialog } from '../panels/skills/trust-dialog.tsx';
import { useStudio } from '../state/studio.ts';
import styles from './app-window.module.css';
import { BottomPanel, BottomTabs } from './bottom-panel.tsx';
import { Centre } from './centre.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { FlowDialogs } from './flow-dialogs.tsx';
import { FileDrop } from './file-drop.tsx';
import { Inspector } from './inspector.tsx';
import { LastResort } from './last-resort.tsx';
import { PacketDialogs } from './packet-dialogs.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { Rail } from './rail.tsx';
import { SidePanel } from './side-panel.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { Tour } from './tour.tsx';
import { useSmallWindow } from './use-small-window.ts';
import { useTabAddress } from './use-tab-address.ts';
import { WindowVoice } from './window-voice.tsx';

const FLOAT_BELOW = `(max-width: ${FLOAT_BELOW_PX - 1}px)`;

/** The whole window: bars, rail, and the panels between them, each of which can be resized and folded. */
export function AppWindow() {
  const sidePanel = useStudio(studio => studio.desk.sidePanel);
  const bottomPanel = useStudio(studio => studio.desk.bottomPanel);
  const inspectorFolded = useStudio(studio => studio.desk.inspectorFolded);
  const sizes = useStudio(studio => studio.desk.sizes);
  const keepSizes = useStudio(studio => studio.keepSizes);
  const floats = useMediaQuery(FLOAT_BELOW, window.matchMedia(FLOAT_BELOW).matches, { getInitialValueInEffect: false });
  const hasTabs = useStudio(studio => studio.desk.tabs.length > 1);
  const [side, bottom, inspector] = [usePanelRef(), usePanelRef(), usePanelRef()];

  useCommandKeys();
  useTabAddress();
  useSmallWindow();

  const keep = () =>
    keepSizes(
      Object.fromEntries(
        Object.entries({ side, bottom, inspector }).flatMap(([name, panel]) =>
          panel.current === null ? [] : [[name, panel.current.getSize().inPixels]],
        ),
      ),
    );

  const own = useOwnCommands();
  const keyShown = useMemo(() => shownKeys(own, IS_MAC), [own]);
  return (
    <OwnKeys value={keyShown}>
      <div className={styles.window}>
        <TopBar />
        <ConnectionBanner />
        <div className={styles.middle}>
          <Rail />
          <Group className={styles.group} onLayoutChanged={(_layout, meta) => meta.isUserInteraction && keep()}>
            {sidePanel !== null && (
              <>
                <Panel
                  id="side"
                  panelRef={side}
                  className={styles.side}
                  defaultSize={sizes['side']}
                  minSize={220}
                  maxSize={480}
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <SidePanel panelId={sidePanel} />
                </Panel>
                <Separator className={styles.upright} aria-label="Width of the side panel" />
              </>
            )}
            <Panel id="centre" minSize={280}>
              <Group orientation="vertical" className={styles.group} onLayoutChanged={(_layout, meta) => meta.isUserInteraction && keep()}>
                <Panel id="main" minSize={140}>
                  <LastResort where="centre">
                    <Centre />
                  </LastResort>
                </Panel>
                {bottomPanel !== null && (
                  <>
                    <Separator className={styles.level} aria-label="Height of the bottom panel" />
                    <Panel
                      id="bottom"
                      panelRef={bottom}
                      defaultSize={sizes['bottom']}
                      minSize={120}
                      groupResizeBehavior="preserve-pixel-size"
                    >
                      <BottomPanel panelId={bottomPanel} />
                    </Panel>
                  </>
                )}
              </Group>
            </Panel>
            {!inspectorFolded && !floats && (
              <>
                <Separator className={styles.upright} aria-label="Width of the inspector" />
                <Panel
                  id="inspector"
                  panelRef={inspector}
                  className={styles.side}
                  defaultSize={sizes['inspector']}
                  minSize={280}
                  maxSize={640}
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <Inspector />
                </Panel>
              </>
            )}
          </Group>
          {!inspectorFolded && floats && (
            <div className={styles.floating} data-covers-canvas data-under-tabs={hasTabs || undefined}>
              <Inspector />
            </div>
          )}
        </div>
        {bottomPanel === null && <BottomTabs panelId={null} />}
        <StatusBar />
        <FlowDialogs />
        <LibraryDialogs />
        <PacketDialogs />
        <SampleDialog />
        <ShareDialog />
        <TrustDialog />
        <CommandFinder />
        <KeySheet />
        <KeyScreen />
        <PublishDialog />
        <Tour />
        <FileDrop />
        <WindowVoice />
      </div>
    </OwnKeys>
  );
}
