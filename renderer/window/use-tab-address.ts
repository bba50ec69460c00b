import { useEffect } from 'react';
import { panelsAt } from '../panels/all-panels.ts';
import { pageTab } from '../state/desk.ts';
import { useStudio, useStudioStore } from '../state/studio.ts';
import { addressOf, flowIn, placeAt } from './tab-address.ts';

/** Keeps the window's address at the tab in front: back and forward go through the tabs one has visited, and a reload opens the same one. */
export function useTabAddress(): void {
  const store = useStudioStore();
  const tab = useStudio(studio => studio.desk.tabs.find(one => one.id === studio.desk.activeTab));
  useEffect(() => {
    const go = () => {
      const place = placeAt(window.location.hash) ?? flowIn(window.location.search);
      if (place === null) return;
      const { desk, openTab, showFlow } = store.getState();
      if (place.kind === 'flow') {
        if (desk.activeTab !== `flow ${place.flowId}`) void showFlow(place.flowId);
        return;
      }
      const panel = panelsAt('page').find(one => one.id === place.panelId);
      if (panel === undefined) return;
      const wished = pageTab(panel.id, place.subject, panel.title);
      openTab(desk.tabs.find(one => one.id === wished.id) ?? wished);
    };
    go();
    window.addEventListener('popstate', go);
    return () => window.removeEventListener('popstate', go);
  }, [store]);
  const address = tab === undefined ? null : addressOf(tab);
  useEffect(() => {
    const now = store.getState().desk;
    const front = now.tabs.find(one => one.id === now.activeTab);
    // On the first draw the address may already have opened another tab than the one that was remembered.
    if (address === null || front === undefined || addressOf(front) !== address || window.location.hash === address) return;
    if (placeAt(window.location.hash) === null) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
  }, [store, address]);
}
