import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly openWorkspace: () => void;
  readonly openFlow: () => void;
}

/** The standard menus, with a workspace and a flow to open. Undo and redo reach the page first, which handles them on the canvas. */
export function menuTemplate(platform: NodeJS.Platform, { openWorkspace, openFlow }: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        { label: 'Open flow file…', accelerator: 'CmdOrCtrl+O', click: openFlow },
        { label: 'Open workspace…', accelerator: 'CmdOrCtrl+Shift+O', click: openWorkspace },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
    },
    { role: 'windowMenu' },
  ];
}
