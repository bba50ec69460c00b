import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconDeviceFloppy,
  IconFocusCentered,
  IconKeyboard,
  IconLayoutBottombar,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconMap2,
  IconVersions,
  IconSettings,
  IconShare,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { modelsTab } from '../panels/models/models-tab.ts';
import { PacketId } from '../../engine/base/ids.ts';
import type { Studio } from '../state/studio.ts';
import { isFlowShown } from './canvas-commands.ts';
import type { Command } from './command.ts';

const always = () => true;
/** The packet whose tab is in front: undo and save are about it then. */
function packetShown({ desk }: Studio): PacketId | null {
  const tab = desk.tabs.find(one => one.id === desk.activeTab);
  return tab?.kind === 'page' && tab.panelId === 'packet' ? (PacketId.safeParse(tab.subject).data ?? null) : null;
}

const canvasShown = (studio: Studio): boolean => isFlowShown(studio) && studio.desk.flowView === 'canvas' && studio.hands !== null;

/** The flow as a whole, the view, and the window's own parts. */
export const WINDOW_COMMANDS: readonly Command[] = [
  {
    id: 'flow.undo',
    title: 'Undo',
    group: 'Flow',
    icon: IconArrowBackUp,
    keys: ['Ctrl+Z'],
    place: 'window',
    when: studio => packetShown(studio) !== null || (studio.openFlow?.history.done.length ?? 0) > 0,
    run: studio => {
      const packetId = packetShown(studio);
      if (packetId === null) studio.undo();
      else studio.undoPacket(packetId);
    },
  },
  {
    id: 'flow.redo',
    title: 'Redo',
    group: 'Flow',
    icon: IconArrowForwardUp,
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    place: 'window',
    when: studio => packetShown(studio) !== null || (studio.openFlow?.history.undone.length ?? 0) > 0,
    run: studio => {
      const packetId = packetShown(studio);
      if (packetId === null) studio.redo();
      else studio.redoPacket(packetId);
    },
  },
  {
    id: 'flow.save',
    title: 'Save now',
    group: 'Flow',
    icon: IconDeviceFloppy,
    keys: ['Ctrl+S'],
    place: 'window',
    when: always,
    run: studio => {
      const packetId = packetShown(studio);
      if (packetId === null) void studio.saveAndSay();
      else void studio.savePacket(packetId);
    },
  },
  {
    id: 'flow.publish',
    title: 'Publish a version',
    group: 'Flow',
    icon: IconVersions,
    keys: ['Ctrl+Shift+S'],
    place: 'window',
    when: studio => studio.openFlow !== null,
    run: studio => studio.showSheet('publish'),
  },
  {
    id: 'flow.share',
    title: 'Print and share: a picture of the drawing, or a sheet in words',
    group: 'Flow',
    icon: IconShare,
    keys: ['Ctrl+P'],
    place: 'window',
    when: studio => studio.openFlow !== null,
    run: studio => studio.share(studio.openFlow?.flowId ?? null),
  },
  {
    id: 'view.actual',
    title: 'Zoom to 100 %',
    group: 'Canvas',
    icon: IconZoomIn,
    keys: ['Ctrl+0'],
    place: 'window',
    when: canvasShown,
    run: studio => studio.hands?.zoomTo(1),
  },
  {
    id: 'view.fit',
    title: 'Show the whole flow',
    group: 'Canvas',
    icon: IconFocusCentered,
    keys: ['Ctrl+1'],
    place: 'window',
    when: canvasShown,
    run: studio => studio.hands?.fit(),
  },
  {
    id: 'view.fit-selection',
    title: 'Show the selection',
    group: 'Canvas',
    icon: IconFocusCentered,
    keys: ['Ctrl+2'],
    place: 'window',
    when: studio => canvasShown(studio) && studio.selection.length > 0,
    run: studio => studio.hands?.fitSelection(),
  },
  {
    id: 'view.nearer',
    title: 'Nearer',
    group: 'Canvas',
    icon: IconZoomIn,
    keys: ['Ctrl++', 'Ctrl+='],
    place: 'window',
    when: canvasShown,
    run: studio => studio.hands?.zoomBy(1.25),
  },
  {
    id: 'view.farther',
    title: 'Farther',
    group: 'Canvas',
    icon: IconZoomOut,
    keys: ['Ctrl+-'],
    place: 'window',
    when: canvasShown,
    run: studio => studio.hands?.zoomBy(1 / 1.25),
  },
  {
    id: 'view.wheel',
    title: 'Let the wheel zoom, or pan',
    group: 'Canvas',
    keys: [],
    place: 'window',
    when: always,
    run: studio => studio.setWheelZooms(!studio.desk.wheelZooms),
  },
  {
    id: 'window.commands',
    title: 'Find a command',
    group: 'Window',
    icon: IconCommand,
    keys: ['Ctrl+Shift+P', 'Ctrl+K'],
    place: 'window',
    when: always,
    run: studio => studio.showSheet(studio.sheet === 'commands' ? null : 'commands'),
  },
  {
    id: 'window.keys',
    title: 'All keys',
    group: 'Window',
    icon: IconKeyboard,
    keys: ['?'],
    place: 'window',
    when: always,
    run: studio => studio.showSheet(studio.sheet === 'keys' ? null : 'keys'),
  },
  {
    id: 'window.own-keys',
    title: 'Change keys',
    group: 'Window',
    icon: IconKeyboard,
    keys: [],
    place: 'window',
    when: always,
    run: studio => studio.showSheet('own-keys'),
  },
  {
    id: 'window.models',
    title: 'Models, keys and spending limits',
    group: 'Window',
    icon: IconSettings,
    keys: ['Ctrl+,'],
    place: 'window',
    when: always,
    run: studio => studio.openTab(modelsTab()),
  },
  {
    id: 'window.tour',
    title: 'Take the tour',
    group: 'Window',
    icon: IconMap2,
    keys: [],
    place: 'window',
    when: always,
    run: studio => studio.showTour(0),
  },
  {
    id: 'window.side',
    title: 'Side panel',
    group: 'Window',
    icon: IconLayoutSidebar,
    keys: ['Ctrl+B'],
    place: 'window',
    when: always,
    run: studio => studio.showSide(studio.desk.sidePanel === null ? 'flows' : null),
  },
  {
    id: 'window.inspector',
    title: 'Inspector',
    group: 'Window',
    icon: IconLayoutSidebarRight,
    keys: ['Ctrl+Alt+P'],
    place: 'window',
    when: always,
    run: studio => studio.foldInspector(!studio.desk.inspectorFolded),
  },
  {
    id: 'window.bottom',
    title: 'Bottom panel',
    group: 'Window',
    icon: IconLayoutBottombar,
    keys: ['Ctrl+J'],
    place: 'window',
    when: always,
    run: studio => studio.showBottom(studio.desk.bottomPanel === null ? 'timeline' : null),
  },
  {
    id: 'window.next-part',
    title: 'Next part of the window',
    group: 'Window',
    keys: ['F6'],
    place: 'window',
    when: always,
    run: () => focusPart(1),
  },
  {
    id: 'window.part-before',
    title: 'Part of the window before',
    group: 'Window',
    keys: ['Shift+F6'],
    place: 'window',
    when: always,
    run: () => focusPart(-1),
  },
];

/** Parts that F6 goes around, in order; each gives the keyboard to the first thing in it that takes it. */
const PARTS = [
  'header',
  'nav',
  '[data-part="side"]',
  '[data-place="canvas"], [data-place="outline"] [role="tree"], [data-place="json"]',
  // A page that is no drawing.
  'main:not(:has([data-place="canvas"], [data-place="outline"], [data-place="json"]))',
  '[data-part="bottom"]',
  'aside',
];

function focusPart(by: 1 | -1): void {
  const parts = PARTS.flatMap(part => [...document.querySelectorAll<HTMLElement>(part)].slice(0, 1));
  const at = parts.findIndex(part => part.contains(document.activeElement));
  for (let tries = 1; tries <= parts.length; tries++) {
    const part = parts[(at + by * tries + parts.length * 2) % parts.length];
    const first = part?.tabIndex === 0 ? part : part?.querySelector<HTMLElement>('button, input, textarea, [tabindex="0"]');
    if (first !== null && first !== undefined) {
      first.focus();
      return;
    }
  }
}
