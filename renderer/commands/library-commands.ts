import {
  IconArchive,
  IconArrowsMove,
  IconCopy,
  IconDownload,
  IconHistory,
  IconPlus,
  IconTags,
  IconTemplate,
  IconX,
} from '@tabler/icons-react';
import type { FlowId } from '../../engine/base/ids.ts';
import type { Studio } from '../state/studio.ts';
import { isFlowShown } from './canvas-commands.ts';
import type { Command } from './command.ts';

const hasTab = (studio: Studio): boolean => studio.desk.activeTab !== null;
const hasTabs = (studio: Studio): boolean => studio.desk.tabs.length > 1;

/** Carries something out with the flow that lies in front. */
const withFlow =
  (run: (studio: Studio, flowId: FlowId) => void): Command['run'] =>
  studio => {
    if (studio.openFlow !== null) run(studio, studio.openFlow.flowId);
  };

function moveFront(studio: Studio, by: 1 | -1): void {
  const { tabs, activeTab } = studio.desk;
  const at = tabs.findIndex(({ id }) => id === activeTab);
  if (activeTab !== null) studio.moveTab(activeTab, Math.max(0, at + by));
}

/** The workspace's flows as a whole, and the tabs in which they lie open. */
export const LIBRARY_COMMANDS: readonly Command[] = [
  {
    id: 'library.new',
    title: 'New flow, empty or from a template',
    group: 'Flow',
    icon: IconPlus,
    keys: ['Alt+N'],
    place: 'window',
    when: () => true,
    run: studio => studio.showLibraryDialog({ kind: 'new-flow' }),
  },
  {
    id: 'library.duplicate',
    title: 'Duplicate this flow',
    group: 'Flow',
    icon: IconCopy,
    keys: [],
    place: 'window',
    when: isFlowShown,
    run: withFlow((studio, flowId) => void studio.duplicateFlow(flowId)),
  },
  {
    id: 'library.tags',
    title: 'Tags of this flow',
    group: 'Flow',
    icon: IconTags,
    keys: [],
    place: 'window',
    when: isFlowShown,
    run: withFlow((studio, flowId) => studio.showLibraryDialog({ kind: 'tags', flowId })),
  },
  {
    id: 'library.all-tags',
    title: 'All tags: rename, remove, put on several flows',
    group: 'Flow',
    icon: IconTags,
    keys: [],
    place: 'window',
    when: () => true,
    run: studio => studio.showLibraryDialog({ kind: 'all-tags' }),
  },
  {
    id: 'library.template',
    title: 'Save this flow as a template',
    group: 'Flow',
    icon: IconTemplate,
    keys: [],
    place: 'window',
    when: isFlowShown,
    run: withFlow((studio, flowId) => studio.showLibraryDialog({ kind: 'template', flowId })),
  },
  {
    id: 'library.export',
    title: 'Export this flow as .flow.json',
    group: 'Flow',
    icon: IconDownload,
    keys: [],
    place: 'window',
    when: isFlowShown,
    run: withFlow((studio, flowId) => void studio.exportFlow(flowId)),
  },
  {
    id: 'library.archive',
    title: 'Archive this flow',
    group: 'Flow',
    icon: IconArchive,
    keys: [],
    place: 'window',
    when: isFlowShown,
    run: withFlow((studio, flowId) => void studio.archiveFlow(flowId)),
  },
  {
    id: 'tab.close',
    title: 'Close the tab',
    group: 'Window',
    icon: IconX,
    keys: ['Alt+W'],
    place: 'window',
    when: hasTab,
    run: studio => {
      if (studio.desk.activeTab !== null) studio.closeTab(studio.desk.activeTab);
    },
  },
  {
    id: 'tab.reopen',
    title: 'Open the closed tab again',
    group: 'Window',
    icon: IconHistory,
    keys: ['Ctrl+Shift+T'],
    place: 'window',
    when: studio => studio.desk.closedTabs.length > 0,
    run: studio => studio.reopenTab(),
  },
  {
    id: 'tab.next',
    title: 'Next tab',
    group: 'Window',
    keys: ['Alt+PageDown'],
    place: 'window',
    when: hasTabs,
    run: studio => studio.stepTab(1),
  },
  {
    id: 'tab.before',
    title: 'Tab before',
    group: 'Window',
    keys: ['Alt+PageUp'],
    place: 'window',
    when: hasTabs,
    run: studio => studio.stepTab(-1),
  },
  {
    id: 'tab.move-right',
    title: 'Move the tab to the right',
    group: 'Window',
    icon: IconArrowsMove,
    keys: ['Alt+Shift+PageDown'],
    place: 'window',
    when: hasTabs,
    run: studio => moveFront(studio, 1),
  },
  {
    id: 'tab.move-left',
    title: 'Move the tab to the left',
    group: 'Window',
    icon: IconArrowsMove,
    keys: ['Alt+Shift+PageUp'],
    place: 'window',
    when: hasTabs,
    run: studio => moveFront(studio, -1),
  },
];
