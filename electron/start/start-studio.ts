import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { defaultWorkspaceFolder } from '../../engine/default-workspace-folder.ts';
import { openAppWindow } from './app-window.ts';
import { buildMissing } from './build-missing.ts';
import { chooseShell, shellSentence, type Shell, type Surroundings } from './choose-shell.ts';
import { fetchElectron } from './fetch-electron.ts';
import { findBrowser, findOpener } from './find-browser.ts';
import { findElectron } from './find-electron.ts';
import { hasDisplay } from './has-display.ts';
import { runElectron } from './run-electron.ts';
import { serveStudio, type ServedStudio } from './serve-studio.ts';
import { START_USAGE, startOptions, type StartOptions } from './start-options.ts';
import { untilToldToStop } from './until-told-to-stop.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ELECTRON_PACKAGE = join(ROOT, 'node_modules', 'electron');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** Opens the window in the best shell there is, and stays until it is closed. 0 when it closed well, 1 when it could not be built, 2 when it could not be opened. */
export async function startStudio(words: readonly string[]): Promise<number> {
  const options = startOptions(words, process.cwd());
  if (!options.ok) return failed(`${options.error}\n\n${START_USAGE}`, 2);
  if (options.value.wantsHelp) {
    say(START_USAGE);
    return 0;
  }
  if (!(await buildMissing('window', ROOT, say))) return failed('The window could not be built; the lines above say why.', 1);

  const around = await surroundings(options.value);
  const shell = chooseShell(around);
  if (shell.kind !== 'electron') return serveIn(shell, around, options.value);
  if (!(await buildMissing('shell', ROOT, say))) return failed('The shell could not be built; the lines above say why.', 1);
  say(shellSentence(shell, ''));
  const { workspaceFolder, flowFiles } = options.value;
  const exitCode = await runElectron({ executable: shell.executable, root: ROOT, workspaceFolder, flowFiles });
  if (exitCode !== null) return exitCode;
  const without = { ...around, electron: { missing: 'Electron does not start here' } };
  return serveIn(chooseShell(without), without, options.value);
}

async function surroundings({ wantsWindow }: StartOptions): Promise<Surroundings> {
  const { platform, env } = process;
  const around = {
    wantsWindow,
    hasDisplay: hasDisplay(platform, env),
    browser: findBrowser(platform, env),
    opener: findOpener(platform, env),
  };
  const found = findElectron(ELECTRON_PACKAGE, env);
  if (found !== null) return { ...around, electron: { executable: found } };
  if (!wantsWindow || !around.hasDisplay) return { ...around, electron: { missing: 'Electron is not installed' } };
  const triedFile = join(ROOT, 'node_modules', '.cache', 'atelier', 'electron-tried');
  const missing = await fetchElectron({ electronPackage: ELECTRON_PACKAGE, triedFile, nowMs: Date.now() });
  const fetched = missing === null ? findElectron(ELECTRON_PACKAGE, env) : null;
  return { ...around, electron: fetched === null ? { missing: missing ?? 'Electron is not installed' } : { executable: fetched } };
}

async function serveIn(shell: Shell, around: Surroundings, { workspaceFolder, port, flowFiles }: StartOptions): Promise<number> {
  const told = untilToldToStop();
  const served = await serveStudio({
    workspaceFolder: workspaceFolder ?? defaultWorkspaceFolder(process.env),
    windowFolder: join(ROOT, 'dist', 'renderer'),
    port,
    flowFiles,
    warn,
  });
  if (!served.ok) return failed(served.error, 2);
  say(shellSentence(shell, served.value.address));
  await untilDone(shell, around, served.value, told);
  await served.value.close();
  return 0;
}

/** Shows the window and waits for its end, or for the wish to stop; a browser that does not start gives way to the next best thing. */
async function untilDone(shell: Shell, around: Surroundings, served: ServedStudio, told: Promise<void>): Promise<void> {
  if (shell.kind === 'default-browser') openIn(shell.command, served.address);
  if (shell.kind !== 'app-window') return told;
  const window = openAppWindow(shell.browser, served.address, served.profileFolder);
  const end = await Promise.race([window.ended, told.then(() => 'told' as const)]);
  if (end === 'told') {
    window.close();
    return;
  }
  if (end === 'closed') return;
  if (end === 'handed-over') {
    say(`The window was opened by a ${shell.browser.name} that runs already. Press Ctrl+C to end Atelier Studio.`);
    return told;
  }
  const without = { ...around, browser: null, electron: { missing: `${shell.browser.name} does not start here` } };
  const next = chooseShell(without);
  say(shellSentence(next, served.address));
  return untilDone(next, without, served, told);
}

function openIn([program = '', ...words]: readonly string[], address: string): void {
  const child = spawn(program, [...words, address], { stdio: 'ignore', detached: true });
  child.on('error', () => warn('Your browser could not be opened; open the address above by hand.'));
  child.unref();
}

function failed(sentence: string, exitCode: number): number {
  warn(sentence);
  return exitCode;
}
