import { BrowserWindow, screen, shell } from 'electron';
import { lockDownContents } from './lock-down.ts';
import { pageAddress } from './page-address.ts';
import { readShellSettings, writeShellSettings } from './shell-settings.ts';
import { windowPlace } from './window-place.ts';

/** Opens the window on a page of its own, sandboxed, and remembers where it stood when it closes. */
export function openStudioWindow({
  preload,
  settingsFile,
  place,
}: {
  preload: string;
  settingsFile: string;
  /** A fragment; null where it stood last. */
  place: string | null;
}): BrowserWindow {
  const settings = readShellSettings(settingsFile);
  const window = new BrowserWindow({
    ...windowPlace(
      settings,
      screen.getAllDisplays().map(display => display.workArea),
    ),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Atelier Studio',
    backgroundColor: '#0f1216',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  lockDownContents(window.webContents, address => void shell.openExternal(address));
  window.once('ready-to-show', () => {
    if (settings.maximized === true) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    writeShellSettings(settingsFile, {
      ...readShellSettings(settingsFile),
      bounds: { x, y, width, height },
      maximized: window.isMaximized(),
    });
  });
  // The page's process died, not the host's: the same page starts again on the same workspace.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  void window.loadURL(pageAddress(place));
  return window;
}
