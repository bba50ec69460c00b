import { app, BrowserWindow, ipcMain, Menu, protocol, session, utilityProcess } from 'electron';
import { join } from 'node:path';
import { defaultWorkspaceFolder } from '../engine/default-workspace-folder.ts';
import { LINK_SCHEME, readLink } from '../engine/contract/comparison-address.ts';
import { HOST_FLAGS } from './host-flags.ts';
import { startHostChild } from './host-child.ts';
import { keepHost } from './host-keeper.ts';
import { lockDownSession } from './lock-down.ts';
import { menuTemplate } from './menu.ts';
import { openArguments } from './open-arguments.ts';
import { flowPlace, pageAddress, SCHEME } from './page-address.ts';
import {
  askAfterCrashes,
  askAfterProblem,
  chooseFlowFile,
  chooseFolder,
  tellLinkRefused,
  tellNotImported,
  tellRestarted,
} from './questions.ts';
import { openNotices } from './notices.ts';
import { openRelay } from './relay.ts';
import { readShellSettings, writeShellSettings } from './shell-settings.ts';
import { openStudioWindow } from './studio-window.ts';
import { windowFiles } from './window-files.ts';

// The bundle stands in `dist/electron`, in a checkout and inside the packed application alike.
const BUNDLE = import.meta.dirname;
const ROOT = join(BUNDLE, '..', '..');

/** Opens the workspace in its own process and the window on it, and keeps both until the person closes the window. */
export async function openShell(): Promise<void> {
  const settingsFile = join(app.getPath('userData'), 'shell.json');
  let quitting = false;
  let isOpen = false;
  /** Addresses that came before there was a window to show them in. */
  const early: string[] = [];

  const keeper = keepHost({
    start: (folder, onCrash) =>
      startHostChild(
        utilityProcess.fork(join(BUNDLE, 'host-process.js'), [], { serviceName: 'Atelier engine', execArgv: [...HOST_FLAGS] }),
        {
          folder,
          resourcesFolder: join(ROOT, 'resources'),
          onCrash: () => {
            if (!quitting) onCrash();
          },
        },
      ),
    askAfterProblem,
    askAfterCrashes,
    onRestarted: () => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
      tellRestarted();
    },
    onGivenUp: () => app.quit(),
    nowMs: () => performance.now(),
  });

  lockDownSession(session.defaultSession);
  protocol.handle(SCHEME, windowFiles(join(ROOT, 'dist', 'renderer')));
  openRelay(ipcMain, keeper.current);
  openNotices(ipcMain);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(process.platform, { openWorkspace: () => void changeWorkspace(), openFlow: () => void openFlow() }),
    ),
  );
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('second-instance', (_event, argv, currentFolder) => {
    const { flowFiles, links } = openArguments(argv, currentFolder);
    void showFlows(flowFiles).then(() => showLinks(links));
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    if (isOpen) void showLinks([link]);
    else early.push(link);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void showFlows([path]);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', event => {
    if (quitting) return;
    event.preventDefault();
    quitting = true;
    void keeper.close().then(() => app.quit());
  });

  const given = openArguments(process.argv, process.cwd());
  const remembered = process.env.ATELIER_WORKSPACE === undefined ? readShellSettings(settingsFile).workspaceFolder : undefined;
  const wanted = given.workspaceFolder ?? remembered ?? defaultWorkspaceFolder(process.env);
  const folder = await keeper.open(wanted);
  if (folder === null) {
    app.quit();
    return;
  }
  if (folder !== wanted) remember(folder);
  const flowId = await importFlows(given.flowFiles);
  const place = placeOf([...given.links, ...early]) ?? (flowId === null ? null : flowPlace(flowId));
  openStudioWindow({ preload: join(BUNDLE, 'preload.cjs'), settingsFile, place });
  isOpen = true;

  /** The flow that the window is to show: the last one taken in, or null. */
  async function importFlows(files: readonly string[]): Promise<string | null> {
    let flowId: string | null = null;
    for (const file of files) {
      const imported = await keeper.current()?.importFlow(file);
      if (imported?.ok === true) flowId = imported.value;
      else if (imported !== undefined) tellNotImported(imported.error);
    }
    return flowId;
  }

  async function showFlows(files: readonly string[]): Promise<void> {
    const [window] = BrowserWindow.getAllWindows();
    const flowId = await importFlows(files);
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
    if (flowId !== null) await window?.loadURL(pageAddress(flowPlace(flowId)));
  }

  /** Where the last of the addresses leads; one that leads nowhere is told. */
  function placeOf(links: readonly string[]): string | null {
    const link = links.at(-1);
    const place = link === undefined ? null : readLink(link);
    if (place?.ok === false) tellLinkRefused(place.error);
    return place?.ok === true ? place.value : null;
  }

  async function showLinks(links: readonly string[]): Promise<void> {
    const place = placeOf(links);
    if (place !== null) await BrowserWindow.getAllWindows()[0]?.loadURL(pageAddress(place));
  }

  async function openFlow(): Promise<void> {
    const file = await chooseFlowFile();
    if (file !== null) await showFlows([file]);
  }

  async function changeWorkspace(): Promise<void> {
    const chosen = await chooseFolder();
    if (chosen === null) return;
    const opened = await keeper.open(chosen);
    if (opened === null) {
      app.quit();
      return;
    }
    remember(opened);
    for (const window of BrowserWindow.getAllWindows()) void window.loadURL(pageAddress(null));
  }

  function remember(opened: string): void {
    writeShellSettings(settingsFile, { ...readShellSettings(settingsFile), workspaceFolder: opened });
  }
}
