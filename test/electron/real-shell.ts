import { join } from 'node:path';
import { _electron } from 'playwright';
import type { AskedDialog, Launch, ShellUnderTest } from './shell-under-test.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'electron', 'main.js');

declare global {
  var asked: AskedDialog[];
  var openedOutside: string[];
}

/** Runs the bundled shell in the real Electron; message boxes are answered as the test says. */
export async function launchReal(executablePath: string, launch: Launch): Promise<ShellUnderTest> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...asRoot, MAIN, `--user-data-dir=${launch.userData}`, '--workspace', launch.workspaceFolder, ...(launch.arguments ?? [])];
  const electron = await _electron.launch({ executablePath, args });
  const ended = new Promise<void>(resolve => electron.once('close', () => resolve()));
  await electron.evaluate(
    ({ dialog, shell }, { buttons, paths }) => {
      globalThis.asked = [];
      globalThis.openedOutside = [];
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message, detail = '', buttons: offered = [] } = given.at(-1) as Electron.MessageBoxOptions; // true: the options come last
        globalThis.asked.push({ message, detail, buttons: offered });
        return Promise.resolve({ response: buttons.shift() ?? offered.length - 1, checkboxChecked: false });
      };
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths.splice(0, 1) });
      shell.openExternal = address => Promise.resolve(void globalThis.openedOutside.push(address));
    },
    { buttons: [...(launch.buttons ?? [])], paths: [...(launch.paths ?? [])] },
  );
  return {
    async page() {
      const page = await electron.firstWindow();
      await page.waitForFunction(() => 'atelier' in window);
      return page;
    },
    windowCount: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    asked: () => electron.evaluate(() => globalThis.asked),
    openedOutside: () => electron.evaluate(() => globalThis.openedOutside),
    webPreferences: () =>
      electron.evaluate(({ BrowserWindow }) => {
        const contents: object | undefined = BrowserWindow.getAllWindows()[0]?.webContents;
        // true: Electron has the method and its types leave it out.
        return { ...(contents as { getLastWebPreferences(): object } | undefined)?.getLastWebPreferences() };
      }),
    async startAgain(words) {
      await electron.evaluate(({ app }, argv) => void app.emit('second-instance', {}, ['electron', ...argv], '/'), [...words]);
    },
    async killHost() {
      const pid = await electron.evaluate(({ app }) => app.getAppMetrics().find(process => process.serviceName === 'Atelier engine')?.pid);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    forge: () => false,
    async close() {
      await electron.evaluate(({ BrowserWindow, app }) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined) app.quit();
        else window.close();
      });
      await ended;
    },
  };
}
