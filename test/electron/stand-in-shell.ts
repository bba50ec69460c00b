import { join } from 'node:path';
import { chromium } from 'playwright';
import { vi } from 'vitest';
import { chromiumProgram } from '../chromium-program.ts';
import type { Launch, ShellUnderTest } from './shell-under-test.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'electron', 'main.js');

/** Runs the bundled shell on the stand-in, each time from its first line. */
export async function launchStandIn(launch: Launch): Promise<ShellUnderTest> {
  vi.resetModules();
  const { desk } = await import('./stand-in/desk.ts');
  const { ipcMain, windows } = await import('./stand-in/page-window.ts');
  const { app } = await import('./stand-in/electron.ts');
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  desk.context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  desk.userData = launch.userData;
  desk.buttons = [...(launch.buttons ?? [])];
  desk.paths = [...(launch.paths ?? [])];
  process.argv = ['electron', 'main.js', '--workspace', launch.workspaceFolder, ...(launch.arguments ?? [])];
  await import(/* @vite-ignore */ MAIN);

  const window = () => vi.waitUntil(() => windows[0], { timeout: 20_000, interval: 20 });
  return {
    async page() {
      const { webContents } = await window();
      const page = await vi.waitUntil(() => webContents.page, { timeout: 20_000, interval: 20 });
      await page.waitForFunction(() => 'atelier' in window);
      return page;
    },
    windowCount: () => Promise.resolve(windows.length),
    asked: () => Promise.resolve(desk.asked),
    openedOutside: () => Promise.resolve(desk.openedOutside),
    webPreferences: async () => ({ ...(await window()).options.webPreferences }),
    startAgain(words) {
      app.emit('second-instance', {}, ['electron', ...words], process.cwd());
      return Promise.resolve();
    },
    killHost() {
      desk.children.at(-1)?.kill('SIGKILL');
      return Promise.resolve();
    },
    forge(address, text) {
      const [sender] = windows.map(({ webContents }) => webContents);
      const parent = null;
      ipcMain.emit('atelier:hello', { sender, senderFrame: { url: address, parent } }, 'forged');
      return ipcMain.emit('atelier:post', { sender, senderFrame: { url: address, parent } }, 'forged', text);
    },
    async close() {
      const [open] = windows;
      if (open === undefined) app.quit();
      await open?.close();
      await desk.exited.promise;
      await browser.close();
    },
  };
}
