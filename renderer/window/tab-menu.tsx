import { Menu } from '@mantine/core';
import { useStudio, useStudioStore } from '../state/studio.ts';

/** Of which tab, and where on the screen. */
export interface TabMenuPlace {
  readonly tabId: string;
  readonly x: number;
  readonly y: number;
}

/** What can be done with a tab. */
export function TabMenu({ place, onClose }: { place: TabMenuPlace | null; onClose: () => void }) {
  const store = useStudioStore();
  const tabs = useStudio(studio => studio.desk.tabs);
  const closed = useStudio(studio => studio.desk.closedTabs.at(-1)?.tab.title ?? null);
  if (place === null) return null;
  const { tabId, x, y } = place;
  const at = tabs.findIndex(({ id }) => id === tabId);
  const { closeTab, closeTabs, moveTab, reopenTab } = store.getState();
  return (
    <Menu opened onClose={onClose} position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => closeTab(tabId)}>Close</Menu.Item>
        <Menu.Item disabled={tabs.length < 2} onClick={() => closeTabs('others', tabId)}>
          Close the others
        </Menu.Item>
        <Menu.Item disabled={at >= tabs.length - 1} onClick={() => closeTabs('after', tabId)}>
          Close those to the right
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={at <= 0} onClick={() => moveTab(tabId, at - 1)}>
          Move to the left
        </Menu.Item>
        <Menu.Item disabled={at >= tabs.length - 1} onClick={() => moveTab(tabId, at + 1)}>
          Move to the right
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={closed === null} onClick={reopenTab}>
          {closed === null ? 'Open a closed tab again' : `Open “${closed}” again`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
